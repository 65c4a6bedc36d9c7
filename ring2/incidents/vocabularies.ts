import { CLIENT_ENV } from '#contracts/vocabularies/client-env';
import { CATEGORY_WORDS, TASK_CATEGORIES } from '#contracts/vocabularies/task-categories';
import { type Reader, type Vocabulary, checkVocabulary, listed } from '#core/requirement/vocabulary';
import type { Incident } from '#ring2/incidents/incident';
import { outcomeOf } from '#ring2/incidents/outcome-of';

/** `CLIENT_ENV` as the chart reads it. */
const CHART = new Map([['dev', 'dev'], ['development', 'dev'], ['stg', 'stg'], ['staging', 'stg'], ['prod', 'prod'], ['production', 'prod'], ['', 'prod']]);
const chart: Reader = (word) => CHART.get(word ?? '');
const categories = listed(TASK_CATEGORIES);

/** One service that reads words otherwise than the others. */
const reader = (vocabulary: Vocabulary, right: Reader, wrong: Reader, told: Omit<Incident, 'fault' | 'caughtBy' | 'check'>): Incident => ({
  ...told, fault: 'reconstructed', caughtBy: { kind: 'requirement', name: vocabulary.subject },
  check: async (on) => outcomeOf(checkVocabulary(vocabulary, on ? wrong : right)),
});

export const VOCABULARY_INCIDENTS: readonly Incident[] = [
  reader(CLIENT_ENV, chart, (word) => (word === 'dev' || word === 'stg' ? word : 'prod'), {
    ref: 'backend#1745', date: '2026-08-12', boundary: 'H', broke: 'the installer checked staging credentials against production, and called them invalid',
    switch: 'a reader to whom every alias is production', says: /"staging is another word for stg, everywhere": "staging" should be stg, was prod/,
  }),
  reader(CLIENT_ENV, chart, (word) => chart(word) ?? 'prod', {
    ref: 'backend#2171', date: '', boundary: 'B', broke: 'the command line takes a word that it does not know for production, while the runtime refuses it',
    switch: 'a reader to whom every unknown word is production', says: /"a word that is none is refused, not taken for production": "e2e" should be refused, was prod/,
  }),
  reader(CLIENT_ENV, chart, () => 'prod', {
    ref: 'client#694', date: '2026-08-13', boundary: 'G', broke: 'the ingestor\'s tag fell back to production\'s in every environment, and mistyped words were never seen',
    switch: 'a reader to whom everything is production', says: /"a mistyped word is refused": "stagging" should be refused, was prod/,
  }),
  reader(CATEGORY_WORDS, categories, listed([...TASK_CATEGORIES, 'instance_segmentation']), {
    ref: 'data-ingestors#146', date: '2026-06-06', boundary: 'E', broke: 'the ingestor\'s schema took `instance_segmentation`, which no trainer knows',
    switch: 'a list of categories with `instance_segmentation`', says: /"instance_segmentation is none: no trainer knows it": "instance_segmentation" should be refused/,
  }),
  reader(CATEGORY_WORDS, categories, listed(TASK_CATEGORIES.filter((word) => word !== 'embeddings' && word !== 'seq2seq')), {
    ref: 'client-runtime#162', date: '', boundary: 'E', broke: 'the jobs-manager\'s schema was older than the command line\'s: what one end took, the other refused',
    switch: 'a list of categories without `embeddings` and `seq2seq`', says: /"embeddings is a category": "embeddings" should be embeddings, was refused/,
  }),
];
