import type { Hono } from 'hono';
import { check } from '#core/check';
import type { Clock } from '#core/clock';
import { type JsonObject, isObject } from '#core/json';
import type { BackendState, Experiment } from '#emulators/platform/backend/state';

/** Tells whoever waits that an experiment changed. */
export function createChanges() {
  const listeners = new Set<() => void>();
  return {
    changed: () => listeners.forEach((listener) => listener()),
    /** Resolves true as soon as `reached` holds, false after `timeoutMs`. */
    until: (reached: () => boolean, timeoutMs: number, clock: Clock): Promise<boolean> => new Promise((resolve) => {
      const end = (answer: boolean) => {
        listeners.delete(look);
        cancel();
        resolve(answer);
      };
      const look = () => void (reached() && end(true));
      const cancel = clock.after(timeoutMs, () => end(false));
      listeners.add(look);
      look();
    }),
  };
}

const snapshot = ({ key, status, cycle, flops, accuracy, participants }: Experiment): JsonObject => ({
  experimentKey: key, status, cycle, flops, accuracy,
  participants: participants.map(({ edge, lastEpoch, weightsFile }) => ({ edge, lastEpoch, uploaded: weightsFile !== null })),
});

/** `POST /_ringproof/wait` `{experimentKey, until, timeoutMs}`: held until the experiment holds everything in `until`; 200 then, 408 with its state otherwise. */
export function addWait(app: Hono, state: BackendState, changes: ReturnType<typeof createChanges>, clock: Clock): void {
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
    const reached = await changes.until(() => check(until, now(), { extraFields: 'allowed' }).length === 0, timeoutMs, clock);
    return context.json(now(), reached ? 200 : 408);
  });
}
