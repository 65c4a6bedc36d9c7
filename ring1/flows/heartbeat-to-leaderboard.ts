import type { Json, JsonObject } from '#core/json';
import { startResourceMonitor } from '#emulators/platform/resource-monitor/resource-monitor';
import { DATASET, EDGES, EDGE_1, OWNER, PASSWORD, SETTING, experimentForm } from '#ring1/flows/setting';
import { BACKEND, type InProcessPlatform, inProcessPlatform } from '#ring1/platform';
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
  await monitored(platform, expect, row);
}

/** The resource monitor of a node: it keeps its edge online, outlives every error, and then only the backend can see that it is silent. */
async function monitored({ clock, fetch }: InProcessPlatform, expect: Steps['expect'], row: () => Promise<Json>): Promise<void> {
  let reachable = true;
  const wire: typeof globalThis.fetch = (...call) => (reachable ? fetch(...call) : Promise.reject(new TypeError('fetch failed')));
  const readNode = () => ({ cpu_utilisation: 0.25, gpu_utilisation: 0, tdp_of_cpu: 65, tdp_of_gpu: 0 });
  const monitor = startResourceMonitor({ backendUrl: BACKEND, edge: { username: EDGE_1, password: PASSWORD }, namespace: 'edge-1', clock, readNode, fetch: wire });
  const turn = async (ms: number, times: number) => {
    for (let n = 0; n < times; n++) {
      await monitor.idle();
      clock.advance(ms);
    }
    await monitor.idle();
  };
  await turn(30_000, 10);
  expect('a resource monitor sends one heartbeat every 30 s', { taken: 11, errors: [] }, monitor);
  expect('and keeps its edge online', { status: 1 }, await row());
  reachable = false;
  await turn(30_000, 1);
  await turn(5_000, 18);
  expect('a monitor that reaches nobody tries again every 5 s and lives on', { taken: 11, errors: 19 }, { taken: monitor.taken, errors: monitor.errors.length });
  expect('its edge is offline all the same', { status: 0 }, await row());
  reachable = true;
  await turn(5_000, 1);
  expect('and comes back with the network', { status: 1 }, await row());
  monitor.stop();
}
