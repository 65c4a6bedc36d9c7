import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { loadContract } from '#contracts/load';
import { RingproofError } from '#core/errors';
import { recordFromConsumer } from '#engine/index';

// tracebloc's own releases as witnesses: the contract is red on the versions that had an incident, green on the one that mended it.
const homes: string[] = [];
afterAll(() => homes.forEach((home) => rmSync(home, { recursive: true, force: true })));

function release(version: string): string {
  const path = join(process.env['RINGPROOF_TRACEBLOC_CLI_HISTORY'] ?? '', version, 'tracebloc');
  if (process.env['RINGPROOF_TRACEBLOC_CLI_HISTORY'] && existsSync(path)) return path;
  throw new RingproofError('RP_PREREQUISITE', {
    tool: `The tracebloc CLI ${version}`, what: 'running the contract on the versions that had its incidents',
    advice: 'Run `eval "$(tiers/cli/build.sh)"`: it builds them from the Go module proxy and sets RINGPROOF_TRACEBLOC_CLI_HISTORY.',
  });
}

interface Call { contract: string; command: string[]; answering: string[]; env?: Record<string, string> }

/** Runs a command behind the recording proxy; the interactions it called. */
async function calls({ contract, command, answering, env = {} }: Call): Promise<string[]> {
  const { hits } = await recordFromConsumer({ contract: await loadContract(contract), answering, command, env, timeoutMs: 60_000 });
  return hits.map(({ interaction }) => interaction);
}

/** A home in which this version is signed in. */
async function signedIn(version: string): Promise<{ program: string; env: Record<string, string> }> {
  const home = mkdtempSync(join(tmpdir(), 'tracebloc-history-'));
  homes.push(home);
  const env = { TRACEBLOC_CONFIG_DIR: home, TRACEBLOC_NO_TELEMETRY: '1', NO_COLOR: '1', HOME: home };
  const program = release(version);
  const answering = ['a request for a device code', 'a poll for a token after approval', 'who am I'];
  expect(await calls({ contract: 'cli--backend', command: [program, 'login', '--env', 'prod'], answering, env })).toEqual(answering);
  return { program, env };
}

describe('cli#112: a logout was local only', () => {
  const REVOKE = 'a logout revokes the presented token';
  const logout = async (version: string) => {
    const { program, env } = await signedIn(version);
    return calls({ contract: 'cli--backend', command: [program, 'logout'], answering: [REVOKE], env });
  };
  it('v0.4.0 is red: it asks nobody', async () => {
    await expect(logout('v0.4.0')).rejects.toMatchObject({ code: 'RP_CONSUMER_SILENT' });
  });
  it.each(['v0.5.0', 'v0.5.1'])('%s is green', async (version) => {
    expect(await logout(version)).toEqual([REVOKE]);
  });
});

describe('cli#125: the numeric id was written where the login belongs', () => {
  const MINTED = 'a client is minted without a cluster';
  const VALID = 'the credentials of a client are valid';
  /** Mints a client and logs in with what was written for it, as the installer does. */
  const installed = async (version: string) => {
    const { program, env } = await signedIn(version);
    const file = join(env['TRACEBLOC_CONFIG_DIR'] ?? '', 'credential');
    const answering = ['the first page of clients', 'the last page of clients', MINTED];
    const minted = await calls({ contract: 'cli--backend', command: [program, 'client', 'create', '--name', 'dummy-client', '--location', 'DE', '--yes', '--credential-file', file], answering, env });
    expect(minted).toContain(MINTED);
    const written = Object.fromEntries(readFileSync(file, 'utf8').split('\n').filter(Boolean).map((line) => line.replace(/^export /, '').split(/=(.*)/s) as [string, string]));
    const unquoted = (name: string) => (written[name] ?? '').replace(/^'|'$/g, '');
    const command = ['curl', '-s', '-d', `username=${unquoted('TRACEBLOC_CLIENT_ID')}`, '-d', `password=${unquoted('TRACEBLOC_CLIENT_PASSWORD')}`, 'https://api.tracebloc.io/api-token-auth/'];
    return calls({ contract: 'installer--backend', command, answering: [VALID] });
  };
  it.each(['v0.4.0', 'v0.5.0'])('%s is red: the login is no UUID', async (version) => {
    const nearest: unknown = expect.stringMatching(/"the credentials of a client are valid" \(body \$\.username: expected text like .*, got "1"\)/);
    await expect(installed(version)).rejects.toMatchObject({ code: 'RP_CONSUMER_UNEXPECTED', advice: nearest });
  });
  it('v0.5.1 is green', async () => {
    expect(await installed('v0.5.1')).toEqual([VALID]);
  });
});
