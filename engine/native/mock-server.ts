import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { HttpInteraction } from '#core/contract';
import type { PactFile, PactInteraction } from '#core/pact';
import { describeHttp } from '#engine/native/describe-http';
import { describeProblem } from '#engine/native/matching-result';
import { type ConsumerPact, newNativePact } from '#engine/native/pact-core';

/** Pact's own mock server for one interaction, on a free port of 127.0.0.1. */
export interface MockServer extends Disposable {
  port: number;
  /** What Pact found wrong with the requests so far; undefined when the interaction was called as described. */
  problem(): string | undefined;
  /** The interaction as Pact records it. Only meaningful while `problem()` is undefined. */
  recorded(folder: string): PactInteraction;
}

/** Starts the mock server. The port is always chosen by the system: a clash in the engine ends the whole process. */
export async function startMockServer(interaction: HttpInteraction): Promise<MockServer> {
  const pact = await newNativePact('consumer', 'provider');
  describeHttp(pact, interaction);
  const port = pact.createMockServer('127.0.0.1', 0);
  return {
    port,
    problem: () => (pact.mockServerMatchedSuccessfully(port) ? undefined : pact.mockServerMismatches(port).map(describeProblem).join('; ')),
    recorded: (folder) => writtenInteraction(pact, folder),
    [Symbol.dispose]: () => void pact.cleanupMockServer(port),
  };
}

/** Lets the engine write its pact of one interaction into an empty folder, and reads that interaction back. */
export function writtenInteraction(pact: ConsumerPact, folder: string): PactInteraction {
  pact.writePactFile(folder, false);
  const [file] = readdirSync(folder);
  const written = JSON.parse(readFileSync(join(folder, String(file)), 'utf8')) as PactFile;
  const [interaction] = written.interactions;
  if (!interaction || written.interactions.length !== 1) throw new Error(`Pact wrote ${written.interactions.length} interactions instead of one`);
  return interaction;
}
