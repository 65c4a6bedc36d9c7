import { afterEach, beforeEach } from 'vitest';
import { type Broker, type Ledger, type RunningBroker, type ServerOptions, localBroker, openLedger, startBroker } from '#broker/index';
import { type Clock, realClock } from '#core/clock';

/** The broker of the test that runs now; its fields are read when they are needed, never kept. */
export interface BrokerInTest { readonly ledger: Ledger; readonly broker: Broker; readonly server: RunningBroker }

/** Serves a ledger in memory before each test and ends both after it; `options` may fill the ledger first. */
export function brokerForEachTest(options: (ledger: Ledger) => Omit<ServerOptions, 'ledger'> = () => ({}), clock: Clock = realClock): BrokerInTest {
  const now: { ledger?: Ledger; server?: RunningBroker } = {};
  beforeEach(async () => {
    const ledger = now.ledger = openLedger(':memory:', clock);
    now.server = await startBroker({ ledger, ...options(ledger) });
  });
  afterEach(async () => {
    await now.server?.stop();
    now.ledger?.close();
  });
  const there = <T>(one: T | undefined): T => {
    if (one === undefined) throw new Error('There is a broker in tests only.');
    return one;
  };
  return {
    get ledger() { return there(now.ledger); },
    get broker() { return localBroker(there(now.ledger)); },
    get server() { return there(now.server); },
  };
}
