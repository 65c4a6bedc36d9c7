import { setTimeout as sleep } from 'node:timers/promises';
import type { Exchange } from '#core/exchange';
import { stepsOf } from '#journeys/steps';
import { walk } from '#journeys/walk';
import type { World } from '#journeys/world';
import type { EdgeSettings } from '#ring3/double/settings';
import { journals } from '#ring3/ladder/journals';
import type { Rung, Site } from '#ring3/ladder/rung';

const PATIENCE_MS = 60_000;
const SAMPLES = 100;
/** What the stub pod uploads; the average of one participant is its own. */
const WEIGHTS = [{ name: 'layer.weight', shape: [2, 2], dtype: 'float32', values: [1, 2, 3, 4] }, { name: 'layer.bias', shape: [2], dtype: 'float32', values: [0.5, -0.5] }];
export const STUB: EdgeSettings['stub'] = { weights: JSON.stringify(WEIGHTS), accuracy: 0.75, flops: 1_000_000 };

/** One participant, one cycle: login, experiment, a training pod as a real Job, its results through the proxy, its weights, the leaderboard. */
export const rung1: Rung = {
  number: 1,
  name: 'one participant, one cycle',
  incidents: ['client#196 (2026-06-04): no epoch result arrives, the experiment never ends its cycle', 'backend#1876 (2026-08-13): pods Pending for ever while the backend shows RUNNING', 'client#751: an image Secret that does not exist'],
  async climb(site) {
    const start = Date.now();
    let known: Exchange[] = [];
    let done = false;
    const world: World = {
      urls: { backend: site.cloud.backendUrl }, patienceMs: PATIENCE_MS, given: (state) => site.cloud.given(state),
      async until(key, until, timeoutMs) {
        const end = await site.cloud.until(key, until, timeoutMs);
        if (!end.reached) known = await journals(site);
        return end;
      },
      async seen(fits, count, timeoutMs) {
        for (const end = Date.now() + timeoutMs; Date.now() < end && !site.run.signal.aborted && !done; await sleep(2_000)) {
          known = await journals(site);
          if (known.filter(fits).length >= count) return true;
        }
        return false;
      },
      exchanges: () => known, now: () => Date.now(),
    };
    const { outcome } = await oneCycle(site, world).finally(() => (done = true));
    return { outcome, steps: stepsOf(await journals(site), start) };
  },
};

const form = (fields: Record<string, string>, headers: Record<string, string> = {}): RequestInit => ({ method: 'POST', headers, body: new URLSearchParams(fields) });

function oneCycle({ installed: { edge } }: Site, world: World) {
  const [dataset, model, email] = [`DK${edge.release.slice(-6)}`, `model-${edge.release}`, `${edge.release}@example.test`];
  return walk({ name: 'ladder 1' }, world, async ({ call, expect, until }) => {
    await world.given({ name: 'a data scientist', params: { email, password: 'dummy-password', accountId: 1 } });
    await world.given({ name: 'a dataset', params: { datasetId: dataset, category: 'image_classification', edges: { [edge.clientId]: SAMPLES }, classes: { cat: 60, dog: 40 } } });
    await world.given({ name: 'an uploaded model', params: { modelName: model, category: 'image_classification', framework: 'pytorch' } });
    const session = await call('sdk', 'the data scientist logs in', 200, '/api-token-auth/', form({ username: email, password: 'dummy-password' }));
    const headers = { authorization: `Token ${String((session as { token: string }).token)}` };
    const started = await call('sdk', 'the experiment is started', 201, '/experiments/', form({
      message: 'training', dataset_key: dataset, epochs: '1', cycles: '1', model_name: model, optimizer: 'sgd', loss_function: '{"type":"standard","value":"crossentropy"}',
      learning_rate: '{"type":"constant","value":0.001}', batch_size: '16', name: 'ladder', category: 'image_classification', framework: 'pytorch', data_per_edge: JSON.stringify({ [edge.clientId]: SAMPLES }),
    }, headers));
    const { experiment_key: key } = started as { experiment_key: string };
    await until('the pod reports its epoch through the requests-proxy and the bus', key, { participants: [{ edge: edge.clientId, lastEpoch: 1 }] });
    await until('its FLOPs arrive', key, { flops: STUB.flops });
    await until('the averaged weights end the cycle', key, { status: 'FINISHED' });
    expect('the averaged weights are those of the only participant', { tensors: WEIGHTS }, await call('sdk', 'the averaged weights', 200, `/experiments/${key}/weights/`, { headers }));
    expect('the leaderboard shows the cycle', { results: [{ rank: 1, experimentKey: key, name: 'ladder', cycle: 1, accuracy: STUB.accuracy }] },
      await call('sdk', 'the leaderboard', 200, `/leaderboard/?dataset_id=${dataset}`, { headers }));
  });
}
