import { basename } from 'node:path';
import { BUS_VARIABLE, boundQueues } from '#commands/platform-queues';
import type { CommandRecording } from '#commands/command-recording';
import type { Context } from '#commands/context';
import { contractName } from '#core/contract';
import { RingproofError } from '#core/errors';
import { type Exchange, type Journal, createJournal } from '#core/exchange';
import type { JsonObject } from '#core/json';
import type { PactFile } from '#core/pact';

/**
 * Records a binding contract from a consumer that really runs: it gets an emulated bus with the entity as bound, and every
 * message of the contract must be settled as the contract says.
 * @throws RingproofError RP_CONSUMER_FAILED, RP_CONSUMER_HUNG, RP_RECORD_MISMATCH
 */
export async function recordBusConsumer(recording: CommandRecording, { env, signal, childOutput }: Pick<Context, 'env' | 'signal' | 'childOutput'>): Promise<PactFile> {
  const { contract, command, previous, timeoutMs, by = basename(command[0] ?? '') } = recording;
  const { binding } = contract;
  if (!binding) throw new Error(`${contractName(contract)} binds no entity`);
  const { recordMessages, redact, runChild } = await import('#engine/index');
  const { startServiceBus } = await import('#emulators/service-bus/index');
  const { azureBus } = await import('#emulators/platform/bus-azure');

  const shown = redact(command.join(' '));
  const settlements = settlementsOf(createJournal());
  await using bus = await startServiceBus({ queues: boundQueues(binding), journal: settlements.journal });
  const sender = azureBus(bus.connectionString);
  const done = new AbortController();
  const ending = runChild({
    command, env: { ...env, [BUS_VARIABLE]: bus.connectionString }, timeoutMs, signal: AbortSignal.any([signal, done.signal]), onOutput: childOutput,
  });
  let last: Promise<unknown> = Promise.resolve();
  const deliver = (entity: string, contents: JsonObject[string], contentType: string) => {
    // One at a time: a settlement then belongs to the message that was just sent.
    const next = last.then(async () => {
      const settled = settlements.next();
      await sender.send(entity, { body: contents, contentType, properties: {} });
      const settlement = await settled;
      if (settlement !== binding.settlement) throw new Error(`it was settled by ${settlement}, not ${binding.settlement}`);
    });
    last = next.catch(() => undefined);
    return next;
  };
  try {
    const ended = ending.then((how) => {
      signal.throwIfAborted();
      if (how.kind === 'hung') throw new RingproofError('RP_CONSUMER_HUNG', { command: shown, seconds: timeoutMs / 1000 });
      throw new RingproofError('RP_CONSUMER_FAILED', { command: shown, ending: how.kind === 'exit' ? `exit code ${how.code} before it had settled every message` : how.kind === 'not-started' ? redact(how.reason) : how.kind });
    });
    return await Promise.race([recordMessages(contract, by, ({ contents, metadata }) => deliver(textOf(metadata['entity'], binding.entities[0]), contents, textOf(metadata['contentType'], 'application/json')), previous), ended]);
  } finally {
    done.abort();
    await ending;
    await sender.close();
  }
}

const textOf = (value: JsonObject[string] | undefined, otherwise = '') => (typeof value === 'string' ? value : otherwise);

/** A journal that tells of the next settlement. */
function settlementsOf(inner: Journal): { journal: Journal; next(): Promise<string> } {
  let waiting: ((settlement: string) => void) | undefined;
  const settlementOf = (exchange: Exchange) => (exchange.kind === 'message' && exchange.body === null ? exchange.properties['settlement'] : undefined);
  return {
    journal: {
      get exchanges() { return inner.exchanges; },
      add(exchange) {
        inner.add(exchange);
        const settlement = settlementOf(exchange);
        if (typeof settlement === 'string') waiting?.(settlement);
      },
    },
    next: () => new Promise((resolve) => { waiting = resolve; }),
  };
}
