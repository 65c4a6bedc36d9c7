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

interface Run { args: string[]; answering: string[]; expectExit?: number; home?: string }

/** Runs one command of the real CLI behind the recording proxy; what it called must be in the committed pact, as recorded. */
async function runs({ args, answering, expectExit = 0, home: own = home }: Run): Promise<string[]> {
  const env = { TRACEBLOC_CONFIG_DIR: own, TRACEBLOC_NO_TELEMETRY: '1', NO_COLOR: '1' };
  const { hits, pact } = await recordFromConsumer({ contract, answering, command: [cli(), ...args], env, expectExit, timeoutMs: 60_000 });
  expect(hits.map(({ interaction }) => interaction)).toEqual(answering);
  for (const description of answering) {
    const now = pact.interactions.find((one) => one.description === description);
    const then = now && committed.interactions.find((one) => interactionKey(one) === interactionKey(now));
    expect(now && then && sameContent(now, then) && provenanceOf(then)?.obtained, description).toBe('recorded');
  }
  return answering;
}

const DEVICE_CODE = 'a request for a device code';
const PAGES = ['the first page of clients', 'the last page of clients'];

// One test: every command stands on the login before it.
it('login, client list, client create, client status and logout are recorded as committed, and nothing else is', { timeout: 180_000 }, async () => {
  const login = ['login', '--env', 'prod'];
  const elsewhere = join(home, 'refused');
  const proven = [
    // A client that polls is told to wait, to slow down, then yes: about twenty seconds of its own patience.
    await runs({ args: login, answering: [DEVICE_CODE, 'a poll for a token answers authorization_pending', 'a poll for a token answers slow_down', 'a poll for a token after approval', 'who am I'] }),
    await runs({ args: ['client', 'list'], answering: PAGES }),
    await runs({ args: ['client', 'create', '--name', 'dummy-client', '--location', 'DE', '--yes'], answering: [...PAGES, 'a client is minted without a cluster'] }),
    await runs({ args: ['client', 'status'], answering: ['one client'] }),
    await runs({ args: ['logout'], answering: ['a logout revokes the presented token'] }),
    await runs({ args: login, answering: [DEVICE_CODE, 'a poll for a token answers expired_token'], expectExit: 1, home: elsewhere }),
    await runs({ args: login, answering: [DEVICE_CODE, 'a poll for a token answers access_denied'], expectExit: 1, home: elsewhere }),
  ].flat();
  const claimed = committed.interactions.filter((one) => provenanceOf(one)?.obtained === 'recorded').map(({ description }) => description);
  expect([...new Set(proven)].sort()).toEqual(claimed.sort());
});

it('auth status asks nobody: it reads what the login stored', async () => {
  await expect(runs({ args: ['auth', 'status'], answering: [] })).rejects.toMatchObject({ code: 'RP_CONSUMER_SILENT' });
});
