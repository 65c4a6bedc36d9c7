import { matchesGlob } from 'node:path';
import { recordBusConsumer } from '#commands/record-bus';
import { recordBusSender } from '#commands/record-bus-sender';
import type { Context } from '#commands/context';
import { type Contract, contractName } from '#core/contract';
import { RingproofError } from '#core/errors';
import type { CommandRecording } from '#commands/command-recording';
import type { PactFile } from '#core/pact';

/** Records from a consumer that really runs: behind the proxy for HTTP, on an emulated bus for a binding contract. */
export async function recordFromCommand(recording: CommandRecording, { env, signal, childOutput, progress }: Context): Promise<PactFile> {
  const { contract, command, previous, timeoutMs, expectExit = 0, by } = recording;
  if (contract.binding?.settlement === 'none') return recordBusSender(recording, { env, signal, childOutput });
  if (contract.binding) return recordBusConsumer(recording, { env, signal, childOutput });
  const { recordFromConsumer } = await import('#engine/index');
  const answering = onlyThese(contract, recording.interactions);
  const { pact } = await recordFromConsumer({
    contract, answering, command, previous, timeoutMs, expectExit, env: env, signal, progress, onOutput: childOutput, ...(by && { by }),
  });
  return pact;
}

/** The descriptions that a consumer command may hit. */
function onlyThese(contract: Contract, globs: string[]): string[] {
  const all = contract.interactions.map(({ description }) => description);
  // Descriptions are sentences, not paths: a slash in one must not stop a `*`.
  const plain = (words: string) => words.replaceAll('/', ' ');
  const chosen = globs.length === 0 ? all : all.filter((description) => globs.some((glob) => matchesGlob(plain(description), plain(glob))));
  if (chosen.length > 0) return chosen;
  throw new RingproofError('RP_USAGE_VALUE', { flag: '--interaction', value: globs.join(', '), expected: `${contractName(contract)} has: ${all.join('; ')}.` });
}
