import { readdirSync } from 'node:fs';
import { expect, it } from 'vitest';
import { workplace } from '#commands/testing/cli';

const CALL = `await fetch('https://api.tracebloc.io/api-token-aut/?token=hush-hush', {
  method: 'POST', headers: { authorization: 'Bearer hush-hush' }, body: new URLSearchParams({ password: 'hush-hush' }) })`;

it.each([
  ['fails', ['sh', '-c', 'exit 7'], 'RP_CONSUMER_FAILED', 'exit code 7'],
  ['does not exist', ['no-such-program'], 'RP_CONSUMER_FAILED', 'ENOENT'],
  ['hangs', ['sleep', '60'], 'RP_CONSUMER_HUNG', 'after 1 s'],
  ['never calls', ['true'], 'RP_CONSUMER_SILENT', 'RINGPROOF_BASE_URL'],
  ['calls something unexpected', [process.execPath, '--input-type=module', '-e', CALL], 'RP_CONSUMER_UNEXPECTED', 'the credentials of a client are valid'],
])('a consumer that %s is said, and nothing is written', { concurrent: true }, async (_, command, code, says) => {
  using here = workplace();
  const ended = await here.cli(['record', 'installer--backend', '--timeout', code === 'RP_CONSUMER_HUNG' ? '1' : '15', '--', ...command]);
  expect(ended).toMatchObject({ code: 1, stdout: '' });
  expect(ended.stderr.split(`${code}: `)).toHaveLength(2);
  expect(ended.stderr).toContain(says);
  expect(ended.stderr).not.toContain('hush-hush');
  expect(readdirSync(here.cwd)).toEqual([]);
});

it.each([
  ['ends too early', ['true'], 'RP_CONSUMER_FAILED', 'before it had settled'],
  ['does not exist', ['no-such-program'], 'RP_CONSUMER_FAILED', 'ENOENT'],
  ['hangs', ['sleep', '60'], 'RP_CONSUMER_HUNG', 'after 1 s'],
])('a bus consumer that %s is said, and nothing is written', { concurrent: true }, async (_, command, code, says) => {
  using here = workplace();
  const ended = await here.cli(['record', 'averaging-service--service-bus', '--timeout', '1', '--', ...command]);
  expect(ended).toMatchObject({ code: 1, stdout: '', stderr: expect.stringContaining(code) as string });
  expect(ended.stderr).toContain(says);
  expect(readdirSync(here.cwd)).toEqual([]);
});

it('an output folder that cannot be written, and a reader that closes early', async () => {
  using here = workplace();
  const [unwritable, report, piped] = await Promise.all([
    here.cli(['record', 'backend--requests-proxy', '--out', '/dev/null']),
    here.cli(['drift', '--report', '/dev/null/x.json']),
    here.cli(['drift', '--scenario', 'peek-lock-complete', '--json'], { shell: '{ "$@"; echo "ended with $?" >&2; } | true' }),
  ]);
  expect(unwritable).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining('RP_FILE_UNWRITABLE') as string });
  expect(report).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining('RP_FILE_UNWRITABLE') as string });
  expect(piped.stderr).toContain('ended with 0');
  expect(piped.stderr).not.toMatch(/EPIPE|DEFECT|defect/);
});
