import { type Broker, type Ledger, localBroker, openLedger, remoteBroker, startBroker } from '#broker/index';
import { realApiOnly } from '#broker/testing/real-api-only';
import { virtualClock } from '#core/clock';

export interface Subject { broker: Broker; ledger: Ledger; advance(ms: number): void; stop(): Promise<void> }

/** All ways to a broker must mean the same. */
export const SUBJECTS: readonly [string, () => Promise<Subject>][] = [
  ['a ledger in this process', async () => {
    const clock = virtualClock(Date.now() - 10_000);
    const ledger = openLedger(':memory:', clock);
    return { broker: localBroker(ledger), ledger, advance: (ms) => clock.advance(ms), stop: async () => ledger.close() };
  }],
  ['a broker by its URL', () => byUrl(async (url) => ({ url, stop: async () => undefined }))],
  ['a broker that has the real API alone', () => byUrl(realApiOnly)],
];

async function byUrl(behind: (broker: string) => Promise<{ url: string; stop(): Promise<void> }>): Promise<Subject> {
  // Its client goes by the machine's clock, so the past is put into the ledger instead.
  let past = 3 * 86_400_000;
  const ledger = openLedger(':memory:', { now: () => Date.now() - past, after: () => () => undefined });
  const server = await startBroker({ ledger });
  const seen = await behind(server.url);
  return {
    broker: remoteBroker({ baseUrl: seen.url }), ledger, advance: (ms) => void (past -= ms),
    stop: async () => {
      await seen.stop();
      await server.stop();
      ledger.close();
    },
  };
}
