import type { Clock } from '#core/clock';
import { reasonOf } from '#core/errors';
import { type EdgeCredentials, logIn } from '#emulators/platform/jobs-manager/login';

/** `MONITOR_INTERVAL` of the chart, and the pause after an exception (tracebloc/client templates/resource-monitor-daemonset.yaml). */
const INTERVAL_MS = 30_000;
const AFTER_ERROR_MS = 5_000;

/** What a node says of itself. */
export interface NodeUse { cpu_utilisation: number; gpu_utilisation: number; tdp_of_cpu: number; tdp_of_gpu: number }

export interface ResourceMonitorOptions {
  backendUrl: string;
  edge: EdgeCredentials;
  namespace: string;
  clock: Clock;
  readNode: () => NodeUse;
  fetch?: typeof globalThis.fetch;
}

export interface ResourceMonitor {
  /** Heartbeats that the backend took. */
  readonly taken: number;
  /** One line for each that it did not. */
  readonly errors: readonly string[];
  /** Resolves when the heartbeat under way has been answered. */
  idle(): Promise<void>;
  stop(): void;
}

/**
 * Sends a node's heartbeat every 30 s for as long as it lives. Like the real one it outlives every error, so heartbeats can end silently
 * while its pod runs on: only the backend can see that.
 */
export function startResourceMonitor({ backendUrl, edge, namespace, clock, readNode, fetch = globalThis.fetch }: ResourceMonitorOptions): ResourceMonitor {
  const errors: string[] = [];
  let taken = 0;
  let cancel = () => undefined as void;
  let stopped = false;
  const beat = async (): Promise<void> => {
    const { token } = await logIn(backendUrl, edge, fetch);
    const headers = { 'content-type': 'application/json', 'user-agent': 'resource-monitor', authorization: `Token ${token}` };
    const response = await fetch(`${backendUrl}/edge-device-heartbeat/`, { method: 'POST', headers, body: JSON.stringify({ namespace, ...readNode() }) });
    if (!response.ok) throw new Error(`${response.status} ${await response.text()}`);
    taken++;
  };
  const loop = (): Promise<void> => beat().then(() => INTERVAL_MS, (error: unknown) => {
    errors.push(reasonOf(error));
    return AFTER_ERROR_MS;
  }).then((pause) => {
    if (!stopped) cancel = clock.after(pause, () => { current = loop(); });
  });
  let current = loop();
  return {
    get taken() { return taken; },
    errors,
    idle: () => current,
    stop() {
      stopped = true;
      cancel();
    },
  };
}
