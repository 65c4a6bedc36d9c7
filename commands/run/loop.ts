import { join } from 'node:path';
import { type Broker, localBroker, openLedger } from '#broker/index';
import type { Context } from '#commands/context';
import { type VirtualPlatform, startVirtualPlatform } from '#commands/virtual-platform';
import { listContracts, loadContract } from '#contracts/load';
import { type Contract, contractName } from '#core/contract';
import type { PactFile } from '#core/pact';
import { boundQueues } from '#commands/platform-queues';
import { startBusProbe } from '#emulators/platform/bus-probe';
import { startServiceBus } from '#emulators/service-bus/index';
import type { RunPage } from '#reporters/html/model';
import type { Target } from '#core/target';

/** What the steps of one run share: where they write, the broker, the virtual platform. */
export interface Loop {
  out: string;
  page: RunPage;
  context: Context;
  contracts: Contract[];
  broker: Broker;
  /** Recorded in this run, by contract name. */
  pacts: Map<string, PactFile>;
  /** The version under which this run publishes: everything here is of one commit. */
  version: string;
  /** Every provider that can be asked here, started when first asked for. */
  targets(): Promise<Map<string, Target>>;
  stop(): Promise<void>;
}

export const pactPath = (out: string, contract: Contract): string => join(out, 'pacts', `${contractName(contract)}.json`);

export async function createLoop(out: string, page: RunPage, context: Context): Promise<Loop> {
  const contracts = await Promise.all((await listContracts()).map((name) => loadContract(name)));
  const ledger = openLedger(join(out, 'ledger.db'));
  const closers: (() => Promise<void>)[] = [async () => ledger.close()];
  let started: Promise<Map<string, Target>> | undefined;
  return {
    out, page, context, contracts, broker: localBroker(ledger), pacts: new Map(), version: 'local',
    targets: () => (started ??= startTargets(contracts, closers)),
    async stop() {
      for (const close of closers.splice(0).reverse()) await close();
    },
  };
}

async function startTargets(contracts: Contract[], closers: (() => Promise<void>)[]): Promise<Map<string, Target>> {
  const world: VirtualPlatform = await startVirtualPlatform({});
  closers.push(() => world.stop());
  const targets = new Map<string, Target>(Object.entries(world.platform.targets));
  // A bus of its own with the entities as bound: on the platform's, the services themselves would take the messages first.
  const bound = contracts.filter(({ binding }) => binding);
  const bus = await startServiceBus({ queues: bound.flatMap(({ binding }) => (binding ? boundQueues(binding) : [])) });
  closers.push(() => bus.stop());
  const probe = await startBusProbe({ connectionString: bus.connectionString, contracts: bound });
  closers.push(() => probe.stop());
  targets.set('service-bus', probe.target);
  return targets;
}
