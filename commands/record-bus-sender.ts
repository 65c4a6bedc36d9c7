import { basename } from 'node:path';
import { BUS_VARIABLE, boundQueues } from '#commands/platform-queues';
import type { CommandRecording } from '#commands/command-recording';
import type { Context } from '#commands/context';
import { check } from '#core/check';
import { type MessageInteraction, contractName } from '#core/contract';
import { RingproofError } from '#core/errors';
import { createJournal } from '#core/exchange';
import type { Json } from '#core/json';
import type { PactFile } from '#core/pact';
import { redact } from '#core/redact';

interface Sent { entity: string; contents: Json }

/**
 * Records a binding contract from a program that only sends: it gets an emulated bus with the entities as bound, whatever it puts
 * there must be a message of the contract, and each message of the contract must have been sent.
 * @throws RingproofError RP_CONSUMER_FAILED, RP_CONSUMER_HUNG, RP_CONSUMER_UNEXPECTED, RP_CONSUMER_SILENT, RP_RECORD_MISMATCH
 */
export async function recordBusSender(recording: CommandRecording, { env, signal, childOutput }: Pick<Context, 'env' | 'signal' | 'childOutput'>): Promise<PactFile> {
  const { contract, command, previous, timeoutMs, expectExit = 0, by = basename(command[0] ?? '') } = recording;
  const { binding } = contract;
  if (!binding) throw new Error(`${contractName(contract)} binds no entity`);
  const { recordMessages, runChild } = await import('#engine/index');
  const { startServiceBus } = await import('#emulators/service-bus/index');
  const shown = redact(command.join(' '));
  const journal = createJournal();
  await using bus = await startServiceBus({ queues: boundQueues(binding), journal });
  const ending = await runChild({ command, env: { ...env, [BUS_VARIABLE]: bus.connectionString }, timeoutMs, signal, onOutput: childOutput });
  signal.throwIfAborted();
  if (ending.kind === 'hung') throw new RingproofError('RP_CONSUMER_HUNG', { command: shown, seconds: timeoutMs / 1000 });
  if (ending.kind !== 'exit' || ending.code !== expectExit) {
    throw new RingproofError('RP_CONSUMER_FAILED', { command: shown, ending: ending.kind === 'exit' ? `exit code ${ending.code}` : ending.kind === 'not-started' ? redact(ending.reason) : ending.kind });
  }
  const sent = journal.exchanges.flatMap((one): Sent[] => (one.kind === 'message' && one.body !== null ? [{ entity: one.entity, contents: one.body }] : []));
  const messages = contract.interactions.filter((one): one is MessageInteraction => one.kind === 'message');
  const name = contractName(contract);
  if (sent.length === 0) throw new RingproofError('RP_CONSUMER_SILENT', { command: shown, contract: name, variables: BUS_VARIABLE });
  for (const one of sent) {
    const near = messages.map((message) => ({ message, off: differences(message, one) })).sort((a, b) => a.off.length - b.off.length)[0];
    if (!near || near.off.length === 0) continue;
    throw new RingproofError('RP_CONSUMER_UNEXPECTED', { command: shown, count: 1, contract: name, calls: `a message on ${one.entity}`, nearest: `"${near.message.description}" (${near.off.join('; ')})` });
  }
  const unsent = messages.find((message) => !sent.some((one) => differences(message, one).length === 0));
  if (unsent) throw new RingproofError('RP_RECORD_MISMATCH', { contract: name, problem: `"${unsent.description}" was not sent` });
  // What the pact holds are the contract's examples, never what was sent.
  return recordMessages(contract, by, async () => undefined, previous);
}

function differences({ contents, metadata }: MessageInteraction, { entity, contents: actual }: Sent): string[] {
  const elsewhere = metadata['entity'] === entity ? [] : [`entity: expected ${JSON.stringify(metadata['entity'])}, got "${entity}"`];
  return [...elsewhere, ...check(contents, actual, { extraFields: 'refused' }).map((one) => `${one.path}: expected ${one.expected}, got ${redact(one.actual)}`)];
}
