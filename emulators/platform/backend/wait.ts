import type { Hono } from 'hono';
import { check } from '#core/check';
import type { Changes } from '#core/changes';
import { type JsonObject, isObject } from '#core/json';
import type { BackendState, Experiment } from '#emulators/platform/backend/state';

const snapshot = ({ key, status, cycle, flops, accuracy, participants }: Experiment): JsonObject => ({
  experimentKey: key, status, cycle, flops, accuracy,
  participants: participants.map(({ edge, lastEpoch, weightsFile }) => ({ edge, lastEpoch, uploaded: weightsFile !== null })),
});

/** `POST /_ringproof/wait` `{experimentKey, until, timeoutMs}`: held until the experiment holds everything in `until`; 200 then, 408 with its state otherwise. */
export function addWait(app: Hono, state: BackendState, changes: Changes): void {
  app.post('/_ringproof/wait', async (context) => {
    const body: unknown = await context.req.json().catch(() => undefined);
    if (!isObject(body) || typeof body['experimentKey'] !== 'string' || !isObject(body['until']) || typeof body['timeoutMs'] !== 'number') {
      return context.json({ error: 'expected {"experimentKey", "until", "timeoutMs"} as JSON' }, 400);
    }
    const { experimentKey, until, timeoutMs } = body as { experimentKey: string; until: JsonObject; timeoutMs: number };
    const now = () => {
      const experiment = state.experiments.get(experimentKey);
      return experiment ? snapshot(experiment) : {};
    };
    const reached = await changes.until(() => check(until, now(), { extraFields: 'allowed' }).length === 0, timeoutMs);
    return context.json(now(), reached ? 200 : 408);
  });
}
