import type { JsonObject } from '#core/json';
import { DATASET, EDGES, EDGE_1, OWNER, PASSWORD, SETTING, experimentForm } from '#ring1/flows/setting';
import { inProcessPlatform } from '#ring1/platform';
import type { Row } from '#ring1/row';
import { type Steps, outcomeOf, signIn } from '#ring1/steps';

export const heartbeatToLeaderboard: Row = {
  name: 'backend (c) heartbeat to leaderboard',
  repository: 'backend',
  wording: 'edge heartbeat → cycle metric → leaderboard update',
  incident: 'client#750 (2026-08-19): heartbeats carried null versions and nobody saw; and backend#1876: the backend showed RUNNING while nothing ran',
  ranBy: 'stand-in',
  file: 'ring1/flows/heartbeat-to-leaderboard.ts',
  run: ({ rules = {} } = {}) => outcomeOf('backend (c)', (steps) => walk(steps, rules)),
};

/** What the stub pods of the two edges will say of their accuracy. */
const told = (edge: string): JsonObject => ({ STUB_ACCURACY: edge === EDGE_1 ? '0.5' : '0.75' });

async function walk({ expect }: Steps, rules: object): Promise<void> {
  const platform = await inProcessPlatform({ rules });
  await platform.given(...SETTING);
  const owner = await signIn(platform.fetch, OWNER, PASSWORD);
  const edge = await signIn(platform.fetch, EDGE_1, PASSWORD);
  const row = async () => (await owner('GET', '/edge-device/1/')).body;

  expect('an edge that was never heard of is pending', { status: 2, last_info_update: null }, await row());
  expect('a heartbeat with a null version is refused', { status: 400, body: { versions: ['Every version is required.'] } }, await edge('POST', '/edge-device-heartbeat/', { namespace: 'edge-1', versions: { 'jobs-manager': null } }));
  expect('and brings nobody online', { status: 2 }, await row());
  await platform.startEdges(EDGES, told);
  expect('the heartbeat of a jobs-manager brings its edge online', { status: 1, last_info_update: '2026-01-01T00:00:00Z', num_running_experiments: 0 }, await row());

  const { experiment_key: key } = (await owner('POST', '/experiments/', experimentForm({ cycles: '2' }))).body as { experiment_key: string };
  expect('an experiment that no pod has begun is not running', { num_running_experiments: 0 }, await row());
  expect('the leaderboard is empty before the first cycle', { body: { results: [] } }, await owner('GET', `/leaderboard/?dataset_id=${DATASET}`));
  await platform.bus.settle();
  expect('nothing was dead-lettered', [], platform.bus.deadLetters);
  // (100 · 0.5 + 300 · 0.75) / 400
  expect('each cycle has its metric', { body: { results: [{ cycle: 1, accuracy: 0.6875 }, { cycle: 2, accuracy: 0.6875 }] } }, await owner('GET', `/experiments/${key}/cycles/`));
  expect('the experiment has ended', { body: { status_display: 'Completed' } }, await owner('GET', `/experiment-status/${key}/`));
  expect('the leaderboard shows its best cycle', { body: { results: [{ rank: 1, experimentKey: key, cycle: 1, accuracy: 0.6875 }] } }, await owner('GET', `/leaderboard/?dataset_id=${DATASET}`));

  platform.clock.advance(90_000);
  expect('three intervals later the edge is still online', { status: 1 }, await row());
  platform.clock.advance(1);
  expect('without a further heartbeat it is offline', { status: 0, last_info_update: '2026-01-01T00:00:00Z' }, await row());
}
