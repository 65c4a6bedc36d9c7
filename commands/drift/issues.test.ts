import { expect, test } from 'vitest';
import drift from '#commands/drift';
import { room } from '#commands/testing/call';
import { TOKEN, fakeGithub } from '#ring2/drift/issues/testing/fake-github';

const ONE = ['--scenario', 'receive-unknown-entity', '--issue', 'upsert'];

test.each<[string, Record<string, string>, string]>([
  ['no token', { GITHUB_REPOSITORY: 'acme/shop' }, 'RP_ISSUES_TOKEN'], ['no repository', { GITHUB_TOKEN: TOKEN }, 'RP_ISSUES_TOKEN'],
  ['no address', { GITHUB_TOKEN: TOKEN, GITHUB_REPOSITORY: 'acme/shop', GITHUB_API_URL: 'file:///etc' }, 'RP_ISSUES_TOKEN'],
  ['a pull request', { GITHUB_TOKEN: TOKEN, GITHUB_REPOSITORY: 'acme/shop', GITHUB_EVENT_NAME: 'pull_request' }, 'RP_ISSUES_EVENT'],
])('with %s nothing is played', async (_name, env, code) => {
  using here = room();
  here.context.env = env;
  await expect(here.call(drift, ...ONE)).rejects.toMatchObject({ code, exitCode: 2 });
});

test('the report says what became of the issues', async () => {
  await using github = await fakeGithub();
  using here = room();
  here.context.env = { GITHUB_TOKEN: TOKEN, GITHUB_REPOSITORY: 'acme/shop', GITHUB_API_URL: github.address.apiUrl };
  const report = await here.call(drift, ...ONE);
  expect(report).toMatchObject({ outcome: 'passed', details: { issues: { created: [], closed: [] } } });
  expect(report.notes).toContain('issues of acme/shop: nothing to change');
});

test('a refusal does not hide the verdict, and does not pass', async () => {
  await using github = await fakeGithub();
  using here = room();
  here.context.env = { GITHUB_TOKEN: 'wrong-secret', GITHUB_REPOSITORY: 'acme/shop', GITHUB_API_URL: github.address.apiUrl };
  const report = await here.call(drift, ...ONE);
  expect(report).toMatchObject({ outcome: 'inconclusive', counts: { passed: 1 }, results: [{ outcome: 'passed' }, { outcome: 'inconclusive', reason: expect.stringContaining('RP_ISSUES_REFUSED') as string }] });
  expect(JSON.stringify(report)).not.toContain('wrong-secret');
});
