import type { JsonObject } from '#core/json';
import { DATASET, EDGE_1, EDGE_2, PASSWORD, SETTING, person, useCase } from '#ring1/flows/setting';
import { inProcessPlatform } from '#ring1/platform';
import type { Row } from '#ring1/row';
import { type Steps, outcomeOf, signIn } from '#ring1/steps';

const ADA = 'ada@lab.example.test';
const HOUR_MS = 3600_000;

export const inference: Row = {
  name: 'backend (e) inference',
  repository: 'backend',
  wording: 'inference submission lifecycle',
  incident: 'docs model-evaluation.mdx: five a day and team, the leaderboard keeps the best; a refused run must not use one of them (tracebloc 1.2.63 inference.py)',
  ranBy: 'stand-in',
  file: 'ring1/flows/inference.ts',
  run: ({ rules = {} } = {}) => outcomeOf('backend (e)', (steps) => walk(steps, rules)),
};

const request = (name: string, over: JsonObject = {}): JsonObject => ({ dataset_key: DATASET, model_name: 'ring1-model', name, framework: 'pytorch', category: 'image_classification', batch_size: 16, ...over });

async function walk({ expect }: Steps, rules: object): Promise<void> {
  const platform = await inProcessPlatform({ rules });
  await platform.given(...SETTING, person(ADA, 2), ...useCase({ id: 1, name: 'lab', members: [ADA], allocated: 1000 }));
  const ada = await signIn(platform.fetch, ADA, PASSWORD);
  const start = (name: string, over?: JsonObject) => ada('POST', '/experiments/inference-only/', request(name, over));
  const score = async (key: string, accuracy: number) => {
    for (const edge of [EDGE_1, EDGE_2]) await platform.bus.send('experiments', { body: { experimentKey: key, edge, cycle: 1, epoch: 1, metrics: { accuracy } }, contentType: 'application/json', properties: {} });
    await platform.bus.settle();
  };
  const leaderboard = async () => (await ada('GET', `/leaderboard/?dataset_id=${DATASET}`)).body;

  platform.clock.advance(23 * HOUR_MS);
  expect('a run of a model that is not there is refused', { status: 400 }, await start('none', { model_name: 'no-such-model' }));
  const first = await start('first');
  expect('a run is started', { status: 201, body: { run_kind: 'inference', inference_id: 1 } }, first);
  const { experiment_key: key } = first.body as { experiment_key: string };
  expect('it is scored where the data are', [{ message: { body: { experimentKey: key, runKind: 'inference' } } }, { message: { body: { experimentKey: key, runKind: 'inference' } } }], platform.bus.sent);
  expect('it waits for its score', { body: { status_display: 'Pending' } }, await ada('GET', `/experiment-status/${key}/`));
  await score(key, 0.75);
  expect('its score ends it, without an average', { body: { status_display: 'Completed' } }, await ada('GET', `/experiment-status/${key}/`));
  expect('the leaderboard shows it', { results: [{ rank: 1, experimentKey: key, accuracy: 0.75, team: 'lab', runKind: 'inference' }] }, await leaderboard());

  const worse = (await start('worse')).body as { experiment_key: string };
  await score(worse.experiment_key, 0.25);
  expect('the leaderboard keeps the best', { results: [{ experimentKey: key, accuracy: 0.75 }] }, await leaderboard());
  for (const name of ['third', 'fourth', 'fifth']) expect(`the ${name} of a day is taken`, { status: 201 }, await start(name));
  expect('the sixth of a day is refused', { status: 403, body: { message: 'The team has used its inferences of today.' } }, await start('sixth'));
  platform.clock.advance(HOUR_MS - 1);
  expect('and stays refused until midnight', { status: 403 }, await start('sixth'));
  platform.clock.advance(1);
  expect('a new day has five again', { status: 201 }, await start('of a new day'));
}
