import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { loadContract } from '#contracts/load';
import type { Contract } from '#core/contract';
import { RingproofError } from '#core/errors';
import { interactionKey, parsePact, provenanceOf, sameContent } from '#core/pact';
import { recordFromConsumer } from '#engine/index';

const committed = parsePact(readFileSync('pacts/cli--backend.json', 'utf8'), 'pacts/cli--backend.json');
let contract: Contract;
let home: string;
beforeAll(async () => {
  contract = await loadContract('cli--backend');
  home = mkdtempSync(join(tmpdir(), 'tracebloc-cli-'));
});
afterAll(() => rmSync(home, { recursive: true, force: true }));

function cli(): string {
  const path = process.env['RINGPROOF_TRACEBLOC_CLI'];
  if (path) return path;
  throw new RingproofError('RP_PREREQUISITE', {
    tool: 'The tracebloc CLI', what: 'recording its contract from it',
    advice: 'Install it with `go install github.com/tracebloc/cli/cmd/tracebloc@v0.10.9`, then set RINGPROOF_TRACEBLOC_CLI to the program.',
  });
}

/** Runs one command of the real CLI behind the recording proxy; what it called must be in the committed pact, as recorded. */
async function runs(args: string[], answering: string[]): Promise<void> {
  const env = { TRACEBLOC_CONFIG_DIR: home, TRACEBLOC_NO_TELEMETRY: '1', NO_COLOR: '1' };
  const { hits, pact } = await recordFromConsumer({ contract, answering, command: [cli(), ...args], env, timeoutMs: 60_000 });
  expect(hits.map(({ interaction }) => interaction)).toEqual(answering);
  for (const description of answering) {
    const now = pact.interactions.find((one) => one.description === description);
    const then = now && committed.interactions.find((one) => interactionKey(one) === interactionKey(now));
    expect(now && then && sameContent(now, then) && provenanceOf(then)?.obtained, description).toBe('recorded');
  }
}

// One test: every command stands on the login before it.
it('login, client list, client create, client status and logout are recorded as committed', async () => {
  const pages = ['the first page of clients', 'the last page of clients'];
  await runs(['login', '--env', 'prod'], ['a request for a device code', 'a poll for a token after approval', 'who am I']);
  await runs(['client', 'list'], pages);
  await runs(['client', 'create', '--name', 'dummy-client', '--location', 'DE', '--yes'], [...pages, 'a client is minted without a cluster']);
  await runs(['client', 'status'], ['one client']);
  await runs(['logout'], ['a logout revokes the presented token']);
});
