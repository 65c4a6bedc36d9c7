import { expect, test } from 'vitest';
import { type Reader, checkVocabulary, listed } from '#core/requirement/vocabulary';
import { API_ADDRESSES, CLIENT_ENV } from '#contracts/vocabularies/client-env';
import { CATEGORY_WORDS, TASK_CATEGORIES } from '#contracts/vocabularies/task-categories';

const CHART = new Map([['dev', 'dev'], ['development', 'dev'], ['stg', 'stg'], ['staging', 'stg'], ['prod', 'prod'], ['production', 'prod'], ['', 'prod']]);
const chart: Reader = (word) => CHART.get(word ?? '');
const found = (read: Reader) => checkVocabulary(CLIENT_ENV, read).map(({ path, expected, actual, advice }) => [path, expected, actual, advice]);

test('the chart reads CLIENT_ENV as all must', () => {
  expect(found(chart)).toEqual([]);
  expect([...new Set(CLIENT_ENV.words.map(({ means }) => means))].filter((means) => !(means in API_ADDRESSES))).toEqual([]);
});

// Each as the service of the incident read it, by platform-wide public facts.
test('backend#2171 turns it red: the command line took what it did not know for production', () => {
  const cli: Reader = (word) => (word === 'dev' || word === 'stg' ? word : 'prod');
  expect(found(cli)).toEqual([
    ['"development"', 'dev', 'prod', ''], ['"staging"', 'stg', 'prod', 'This was incident backend#1723.'], ['"e2e"', 'refused', 'prod', 'This was incident backend#2171.'],
    ['"stagging"', 'refused', 'prod', 'This was incident client#694.'], ['"Staging"', 'refused', 'prod', ''],
  ]);
});

test('backend#1723 turns it red: an image tag was the word itself', () => {
  expect(found((word) => word || 'prod').map(([path, , actual]) => [path, actual])).toContainEqual(['"staging"', 'staging']);
});

test('a reader that refuses an empty value is found', () => {
  expect(found((word) => (word === '' ? undefined : chart(word)))).toEqual([['""', 'prod', 'refused', '']]);
});

test('data-ingestors#146 and client-runtime#162 turn it red: another copy of the list', () => {
  expect(checkVocabulary(CATEGORY_WORDS, listed(TASK_CATEGORIES))).toEqual([]);
  const june = [...TASK_CATEGORIES.filter((word) => word !== 'embeddings' && word !== 'seq2seq'), 'instance_segmentation'];
  expect(checkVocabulary(CATEGORY_WORDS, listed(june)).map(({ path, actual, advice }) => [path, actual, advice])).toEqual([
    ['"seq2seq"', 'refused', 'This was incident client-runtime#162.'], ['"embeddings"', 'refused', 'This was incident client-runtime#162.'],
    ['"instance_segmentation"', 'instance_segmentation', 'This was incident data-ingestors#146.'],
  ]);
});
