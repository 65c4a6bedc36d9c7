import { setTimeout as sleep } from 'node:timers/promises';
import { type BusAddress, redact } from '#ring2/drift/connection-string';
import type { ClientLibrary, ConnectOptions, OpenLibrary } from '#ring2/drift/library';
import { findAdministration } from '#ring2/drift/provision/administration';
import { LEDGER_FILE, openLedger } from '#ring2/drift/provision/ledger';
import { type Meter, createMeter } from '#ring2/drift/provision/meter';
import { metered } from '#ring2/drift/provision/metered';
import { newRunId, runPrefix } from '#ring2/drift/provision/run-prefix';
import type { DriftTarget, Ground, TargetSession } from '#ring2/drift/target';
import { connect } from '#ring2/drift/targets/connection';
import { fixedGround } from '#ring2/drift/targets/fixed-ground';
import { clockSkew } from '#ring2/drift/targets/clock-skew';
import { CLOCK, assertAnswers } from '#ring2/drift/targets/first-contact';
import { ownGround } from '#ring2/drift/targets/own-ground';
import { productAt } from '#ring2/drift/targets/product';
import type { Site } from '#ring2/drift/targets/site';

/** How long things may take on a target in real time, in milliseconds. */
export interface Patience extends Pick<ConnectOptions, 'patienceMs' | 'briefMs' | 'answerMs'> {
  /** Before entities are asked for again from a target that throttles. */
  backoffMs: number;
}
/**
 * Where nothing is expected the wait is short, because it ends with a drain, to which the bus answers after whatever it has
 * (AMQP 1.0 2.6.7), and each wait moves the later times of a scenario. 10 s is what the documents advise after a throttled
 * request (service-bus-throttling).
 */
export const PATIENCE: Patience = { patienceMs: 10_000, briefMs: 500, answerMs: 15_000, backoffMs: 10_000 };

export interface ProvisionedOptions {
  /** The clean-up ledger's file; default in the working folder. */
  ledgerFile?: string;
  /** Default unlimited. */
  meter?: Meter;
  patience?: Patience;
}

/**
 * Any Service Bus by its connection string: a real namespace, the official emulator, another emulator. Time is real. Each
 * run of a scenario has entities of its own, made before it and removed afterwards; where there is no administration API,
 * plain queues must exist under the names asked for, and what earlier runs left in them is removed.
 */
export function provisionedTarget(address: BusAddress, library: ClientLibrary, options: ProvisionedOptions = {}): DriftTarget {
  const { host, transport } = address;
  return {
    name: `${host} (${transport})`,
    transport,
    clock: 'real',
    driver: library.name,
    jobs: 1,
    place: { host, tls: !address.plain },
    lacks: [],
    async open(_requests, signal) {
      const opened = await library.open();
      try {
        return await openSession(address, opened, options, signal);
      } catch (error) {
        await opened.close();
        throw error;
      }
    },
  };
}

async function openSession(address: BusAddress, library: OpenLibrary, { ledgerFile = LEDGER_FILE, meter = createMeter(), patience = PATIENCE }: ProvisionedOptions, signal: AbortSignal | undefined): Promise<TargetSession> {
  const { host, secrets } = address;
  const { backoffMs, ...limits } = patience;
  const runId = newRunId();
  const site: Site = {
    host, meter, skewMs: undefined,
    ledger: openLedger(ledgerFile, { host, runId }),
    backoff: { ms: backoffMs, wait: async (ms) => sleep(ms, undefined, signal && { signal }) },
    connect: async (admin) => metered(await connect(address, library, { ...limits, admin, skewMs: site.skewMs ?? 0, ...(signal && { signal }) }), meter),
  };
  const bus = await site.connect(() => Promise.reject(new Error('nobody administers here')));
  await assertAnswers(bus).finally(() => bus.leave());
  const product = await productAt(address, limits.answerMs);
  let first: Ground | undefined;
  const administration = await findAdministration(address, { answerMs: limits.answerMs, clean: (text) => redact(text, secrets) }, async (connectAdmin) => {
    first = await ownGround(site, connectAdmin, runPrefix(runId, 0), CLOCK);
  });
  if (first) site.skewMs = await clockSkew(first.driver, first.stage.queue).finally(() => first?.leave());
  let count = 0;
  return {
    driverVersion: library.version, ...(product && { product }),
    // The queues that somebody made are shared by all runs of a scenario; the official emulator admits ten connections (overview-emulator).
    alone: 'missing' in administration || product === 'official emulator',
    enter: (request) => ('missing' in administration ? fixedGround(site, administration.missing, request) : ownGround(site, administration.connect, runPrefix(runId, (count += 1)), request)),
    close: () => library.close(),
  };
}
