import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import type { Contract, HttpInteraction } from '#core/contract';
import type { RingproofError } from '#core/errors';
import { integer } from '#core/matchers';
import { type PactFile, formatPact, provenanceOf } from '#core/pact';
import { groupRuns } from '#commands/testing/group-runs';
import { sample } from '#engine/testing/contract';
import { type ConsumerRecording, recordFromConsumer } from '#engine/record/consumer';
import { recordSpecification } from '#engine/record/specification';

const LOGIN = 'https://api.tracebloc.io/api-token-auth/';
const node = (script: string) => [process.execPath, '--input-type=module', '-e', script];
const record = (command: string[], over: Partial<ConsumerRecording> = {}) => recordFromConsumer({ contract: sample, command, timeoutMs: 10_000, ...over });
const errorOf = async (running: Promise<unknown>): Promise<RingproofError> => running.then(() => Promise.reject(new Error('no error')), (thrown: unknown) => thrown as RingproofError);
const obtained = (pact: PactFile) => Object.fromEntries(pact.interactions.map((one) => [one.description, provenanceOf(one)?.by ?? provenanceOf(one)?.obtained]));

describe('a consumer behind the proxy', () => {
  test('node with fetch, https and http, headers of its own; the content is that of the specification', async () => {
    const { pact, hits } = await record(node(`
      const login = await fetch('${LOGIN}', { method: 'POST', body: new URLSearchParams({ username: 'u', password: 'hunter2' }), headers: { 'x-client': '1' } });
      const headers = { authorization: 'Token ffffffff', cookie: 'a=b', 'x-request': '7' };
      const device = await fetch('http://backend.local/devices/12/?page=4&sort=a%20b%26c', { headers });
      const out = await fetch(process.env.RINGPROOF_BASE_URL + '/session', { method: 'DELETE', headers });
      if (login.status !== 200 || device.status !== 200 || out.status !== 204) process.exit(1);
      if ((await device.json()).id !== 7) process.exit(2);`));
    expect(hits.map(({ interaction }) => interaction)).toEqual(['log in', 'read a device', 'log out']);
    const plain = await recordSpecification(sample);
    const bare = (one: PactFile) => formatPact({ ...one, interactions: one.interactions.map(({ comments, ...rest }) => (comments ? rest : rest)) });
    expect(bare(pact)).toBe(bare(plain));
  });

  test('one request, several states: the first not called yet answers, then the last', async () => {
    const poll: HttpInteraction = { kind: 'http', description: 'pending', evidence: { kind: 'code', source: 's' }, request: { method: 'GET', path: '/poll' }, response: { status: 202 } };
    const contract: Contract = { consumer: 'c', provider: 'p', interactions: [poll, { ...poll, description: 'ready', given: [{ name: 'done' }], response: { status: 200 } }] };
    const { hits } = await record(node(`
      const seen = []; for (let i = 0; i < 3; i++) seen.push((await fetch('https://x.io/poll')).status);
      if (String(seen) !== '202,200,200') throw new Error(seen);`), { contract });
    expect(hits).toEqual([{ interaction: 'pending', calls: 1 }, { interaction: 'ready', calls: 2 }]);
  });

  test('only the interactions asked for may answer', async () => {
    const script = `const r = await fetch('${LOGIN}', { method: 'POST', body: new URLSearchParams({ username: 'u', password: 'p' }) }); if (r.status !== 400) process.exit(1)`;
    const { hits, pact } = await record(node(script), { answering: ['log in with a wrong password'] });
    expect(hits).toEqual([{ interaction: 'log in with a wrong password', calls: 1 }]);
    expect(obtained(pact)).toMatchObject({ 'log in': 'specification', 'log in with a wrong password': 'node' });
  });

  test('a consumer that is told no may end with the exit code it should', async () => {
    const script = `await fetch('${LOGIN}', { method: 'POST', body: new URLSearchParams({ username: 'u', password: 'p' }) }); process.exit(3)`;
    await expect(record(node(script), { expectExit: 3 })).resolves.toMatchObject({ hits: [{ calls: 1 }] });
    expect((await errorOf(record(node(script)))).code).toBe('RP_CONSUMER_FAILED');
  });

  test('what was recorded before and is not called now keeps its provenance', async () => {
    const logOut = node(`await fetch('https://x.io/session', { method: 'DELETE', headers: { authorization: 'Token 00000000' } })`);
    const first = await record(logOut, { by: 'sdk' });
    const second = await record(node(`await fetch('${LOGIN}', { method: 'POST', body: new URLSearchParams({ username: 'u', password: 'p' }) })`), { by: 'cli', previous: first.pact });
    expect(obtained(second.pact)).toMatchObject({ 'log out': 'sdk', 'log in': 'cli' });
  });

  test('hosts outside the allow-list are refused and are no business of the contract', async () => {
    const script = `const other = await fetch('https://telemetry.example/v1?token=hunter2'); if (other.status !== 502) process.exit(1);
      await fetch('${LOGIN}', { method: 'POST', body: new URLSearchParams({ username: 'u', password: 'p' }) })`;
    const { elsewhere } = await record(node(script), { hosts: ['api.tracebloc.io'] });
    expect(elsewhere).toEqual(['GET https://telemetry.example/v1?token=***']);
  });
});

describe('a consumer that goes wrong', () => {
  test('an unexpected call names the nearest interaction, to the client and to the user, without secrets', async () => {
    const output: string[] = [];
    const script = `const r = await fetch('${LOGIN}?token=hunter2', { method: 'POST', body: new URLSearchParams({ user: 'eve@real.org', password: 'hunter2' }) }); console.log(r.status, await r.text())`;
    const problem = await errorOf(record(node(script), { onOutput: (text) => void output.push(text) }));
    expect(problem.code).toBe('RP_CONSUMER_UNEXPECTED');
    expect(problem.message).toMatch(/made 1 call\(s\) that sample-cli--sample-backend does not know: POST https:\/\/api\.tracebloc\.io\/api-token-auth\/\?token=\*\*\*/);
    expect(problem.advice).toMatch(/Nearest interaction: "log in" \(.*body \$\.username: expected .*got nothing/);
    expect(output.join('')).toMatch(/^500 .*"nearest":\{"interaction":"log in"/);
    expect(problem.message + problem.advice + output.join('')).not.toMatch(/hunter2|eve@/);
  });

  test('it fails, by exit code, by signal, or because it is not there', async () => {
    expect(await errorOf(record(['sh', '-c', 'exit 7']))).toMatchObject({ code: 'RP_CONSUMER_FAILED', message: expect.stringContaining('exit code 7') as string });
    expect(await errorOf(record(['sh', '-c', 'kill -USR1 $$']))).toMatchObject({ code: 'RP_CONSUMER_FAILED', message: expect.stringContaining('signal SIGUSR1') as string });
    expect(await errorOf(record(['no-such-program']))).toMatchObject({ code: 'RP_CONSUMER_FAILED', message: expect.stringContaining('ENOENT') as string });
  });

  test('it never calls', async () => {
    expect(await errorOf(record(['true']))).toMatchObject({ code: 'RP_CONSUMER_SILENT', advice: expect.stringContaining('RINGPROOF_BASE_URL') as string });
  });

  test('it hangs: its whole process group is ended', async () => {
    const output: string[] = [];
    const script = `sleep 1000 & echo $$; wait`;
    expect((await errorOf(record(['sh', '-c', script], { timeoutMs: 300, onOutput: (text) => void output.push(text) }))).message).toMatch(/still running after 0\.3 s/);
    await expect.poll(() => groupRuns(Number(output.join('')))).toBe(false);
  });

  test('Ctrl-C ends it, and what it left in the background ends with it', async () => {
    const stop = new AbortController();
    const output: string[] = [];
    const onOutput = (text: string) => {
      output.push(text);
      stop.abort(new Error('Ctrl-C'));
    };
    await expect(record(['sh', '-c', 'sleep 1000 & echo $$; wait'], { signal: stop.signal, onOutput })).rejects.toThrow('Ctrl-C');
    await expect.poll(() => groupRuns(Number(output.join('')))).toBe(false);
  });

  test('Pact has the last word: a call that only our own check accepts is no recording', async () => {
    // Our check sees a number as JavaScript reads it, Pact as it was written.
    const contract: Contract = { consumer: 'c', provider: 'p', interactions: [{ kind: 'http', description: 'x', evidence: { kind: 'code', source: 's' }, request: { method: 'POST', path: '/a', body: { json: { page: integer(2) } } }, response: { status: 200 } }] };
    expect(await errorOf(record(node(`await fetch('https://x.io/a', { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"page":2.0}' })`), { contract }))).toMatchObject({ code: 'RP_RECORD_MISMATCH' });
  });

  test('nothing stays in the temporary folder, whether it went well or not', async () => {
    const own = mkdtempSync(join(tmpdir(), 'consumer-test-'));
    vi.stubEnv('TMPDIR', own);
    await errorOf(record(['true']));
    await recordSpecification(sample);
    await record(node(`await fetch('${LOGIN}', { method: 'POST', body: new URLSearchParams({ username: 'u', password: 'p' }) })`));
    vi.unstubAllEnvs();
    expect(readdirSync(own)).toEqual([]);
    rmSync(own, { recursive: true });
  });
});
