import { loadContract } from '#contracts/load';
import { TASK_CATEGORIES } from '#contracts/vocabularies/task-categories';
import { check } from '#core/check';
import type { MessageInteraction } from '#core/contract';
import { textExample } from '#core/interaction-match';
import { DATASET, EDGES, EDGE_1, EDGE_2, OWNER, PASSWORD, SETTING, experimentForm } from '#ring1/flows/setting';
import { type InProcessPlatform, inProcessPlatform } from '#ring1/platform';
import type { Row } from '#ring1/row';
import { type Steps, outcomeOf, signIn } from '#ring1/steps';

export const categoryMessages: Row = {
  name: 'tracebloc-client messages',
  repository: 'tracebloc-client',
  wording: 'one full loop per task: what a cycle of each of the 16 categories says on the bus satisfies the contracts',
  incident: 'data-ingestors#146 (2026-06-06), client-runtime#162: the lists of categories drifted apart, and one end refused what the other sent',
  ranBy: 'stand-in',
  file: 'ring1/training/category-messages.ts',
  run: () => outcomeOf('tracebloc-client', walk),
};

/** Which contract says what travels through a queue. The averaged weights are golden numbers of their own row. */
const SAID: Record<string, string> = { training: 'jobs-manager--backend', experiments: 'backend--requests-proxy', flops: 'backend--requests-proxy', averaging: 'averaging-service--backend' };

async function walk({ expect, none }: Steps): Promise<void> {
  const messages = await contracts();
  for (const category of TASK_CATEGORIES) {
    const platform = await oneCycle(category);
    const queues = platform.bus.sent.map(({ entity }) => entity);
    expect(`${category}: a whole cycle of two edges`, { training: 2, experiments: 2, flops: 2, averaging: 1, averaged: 1 }, count(queues));
    expect(`${category}: nothing is dead-lettered`, [], platform.bus.deadLetters);
    expect(`${category}: the pods are told their category`, [{ category }, { category }], platform.bus.sent.filter(({ entity }) => entity === 'training').map(({ message }) => message.body));
    for (const { entity, message } of platform.bus.sent) {
      const { contract = '', interaction } = messages.get(entity) ?? {};
      if (!interaction) continue;
      none(`${category}: ${entity}`, check(interaction.contents, message.body, { extraFields: 'allowed' }).map((one) => ({ code: 'body', contract, interaction: interaction.description, advice: '', ...one })));
    }
  }
}

async function contracts(): Promise<Map<string, { contract: string; interaction: MessageInteraction }>> {
  const found = await Promise.all(Object.entries(SAID).map(async ([entity, name]) => {
    const interaction = (await loadContract(name)).interactions.find((one): one is MessageInteraction => one.kind === 'message' && textExample(one.metadata['destination'] ?? '') === entity);
    if (!interaction) throw new Error(`${name} has no message to ${entity}`);
    return [entity, { contract: name, interaction }] as const;
  }));
  return new Map(found);
}

async function oneCycle(category: string): Promise<InProcessPlatform> {
  const platform = await inProcessPlatform();
  await platform.given(
    ...SETTING,
    { name: 'a dataset', params: { datasetId: DATASET, category, edges: { [EDGE_1]: 100, [EDGE_2]: 300 } } },
    { name: 'an uploaded model', params: { modelName: 'ring1-model', category, framework: 'pytorch' } },
  );
  const owner = await signIn(platform.fetch, OWNER, PASSWORD);
  await platform.startEdges(EDGES);
  const { status, body } = await owner('POST', '/experiments/', experimentForm({ category }));
  if (status !== 201) throw new Error(`no experiment of ${category}: ${status} ${JSON.stringify(body)}`);
  await platform.bus.settle();
  return platform;
}

const count = (words: string[]): Record<string, number> => words.reduce<Record<string, number>>((counts, word) => ({ ...counts, [word]: (counts[word] ?? 0) + 1 }), {});
