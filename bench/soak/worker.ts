import { setTimeout as pause } from 'node:timers/promises';
import { ServiceBusClient } from '@azure/service-bus';
import type { Random } from '#core/pseudo-random';
import type { Ledger } from './ledger.ts';

/** What every worker of the soak is given. */
export interface Shift {
  readonly connectionString: string;
  readonly ledger: Ledger;
  readonly random: Random;
  /** True until the time is over: from then on producers stop and consumers only complete. */
  working: () => boolean;
  /** True until everything is empty. */
  open: () => boolean;
}

/** No retries by the SDK: every failure must be seen and counted. */
export const newClient = ({ connectionString }: Shift): ServiceBusClient =>
  new ServiceBusClient(connectionString, { retryOptions: { maxRetries: 0, timeoutInMs: 5000 } });

const PATIENCE_MS = 20_000;

/** Works with a client again and again; after any failure, and when it hangs, with a new one. */
export async function work(shift: Shift, going: () => boolean, step: (client: ServiceBusClient) => Promise<void>): Promise<void> {
  let client = newClient(shift);
  while (going()) {
    const watch = new AbortController();
    const hung = pause(PATIENCE_MS, undefined, { signal: watch.signal }).then(() => { throw new Error('It hangs.'); });
    try {
      await Promise.race([step(client), hung]);
    } catch {
      void client.close().catch(() => undefined);
      client = newClient(shift);
      await pause(50);
    } finally {
      hung.catch(() => undefined);
      watch.abort();
    }
  }
  await Promise.race([client.close().catch(() => undefined), pause(PATIENCE_MS)]);
}
