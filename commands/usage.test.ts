import { expect, it } from 'vitest';
import { userError, workplace } from '#commands/testing/cli';
import { splitVerb, verbs } from '#commands/verbs';

it.each([
  ['a verb with a typo', ['recrod'], 'RP_USAGE_VERB', 'Did you mean "record"?'],
  ['a verb that every object has', ['constructor'], 'RP_USAGE_VERB', ''],
  ['a flag in the place of a verb', ['--hlep'], 'RP_USAGE_VERB', 'Did you mean "--help"?'],
  ['a flag with a typo', ['verify', '--providr', 'x'], 'RP_USAGE_FLAG', 'Did you mean "--provider"?'],
  ['a short flag that does not exist', ['drift', '-x'], 'RP_USAGE_FLAG', '"-x"'],
  ['a flag without its value', ['publish', '--branch'], 'RP_USAGE_VALUE', '--branch needs a value: --branch B.'],
  ['a flag whose value is another flag', ['publish', '--branch', '--json-lines'], 'RP_USAGE_VALUE', '--branch'],
  ['a value for a flag that takes none', ['record', '--check=yes'], 'RP_USAGE_VALUE', '--check takes no value.'],
  ['a needed flag left out', ['verify'], 'RP_USAGE_MISSING', '--provider'],
  ['a needed flag left empty', ['verify', '--provider', ''], 'RP_USAGE_MISSING', '--provider'],
  ['a word that nobody asked for', ['run', 'record'], 'RP_USAGE_EXTRA', '"record"'],
  ['a command for a verb that runs none', ['verify', '--', 'true'], 'RP_USAGE_EXTRA', '"true"'],
  ['nothing behind --', ['record', 'sdk--backend', '--'], 'RP_USAGE_MISSING', 'command'],
  ['a flag that needs a command', ['record', 'sdk--backend', '--timeout', '3'], 'RP_USAGE_MISSING', '--timeout'],
  ['a command for several contracts', ['record', 'sdk--backend', 'cli--backend', '--', 'true'], 'RP_USAGE_MISSING', 'exactly one contract'],
  ['a version left empty', ['can-i-deploy', 'sdk@', '--to-environment', 'test'], 'RP_USAGE_MISSING', '--version'],
  ['a port that is no number', ['broker', '--port', ''], 'RP_USAGE_VALUE', 'whole number'],
  ['a port out of range', ['stub', 'sdk--backend', '--port', '70000'], 'RP_USAGE_VALUE', '65535'],
  ['a report that nobody can write', ['drift', '--report', 'x.pdf'], 'RP_USAGE_VALUE', '.html'],
  ['a grade that does not exist', ['can-i-deploy', 'sdk@1', '--to-environment', 'test', '--min-evidence', 'gold'], 'RP_USAGE_VALUE', 'emulator'],
  ['an age without unit', ['can-i-deploy', 'sdk@1', '--to-environment', 'test', '--max-age', '7'], 'RP_USAGE_VALUE', '7d'],
  ['a second word with a typo', ['drift', 'gcc'], 'RP_USAGE_VERB', 'Did you mean "drift gc"?'],
  ['a budget of nothing', ['drift', '--max-operations', '0'], 'RP_USAGE_VALUE', 'whole number from 1'],
  ['a product that is not emulated', ['emulate', 'servicebus'], 'RP_USAGE_VALUE', 'service-bus'],
  ['nothing to emulate', ['emulate'], 'RP_USAGE_MISSING', 'platform'],
  ['an address that is none', ['verify', '--provider', 'p', '--provider-base-url', 'localhost:80'], 'RP_USAGE_VALUE', 'http://'],
  ['a contract that does not exist', ['stub', 'skd--backend'], 'RP_CONTRACT_UNKNOWN', 'Did you mean "sdk--backend"?'],
])('%s', { concurrent: true }, async (_, args, code, says) => {
  using here = workplace();
  const ended = await here.cli(args);
  expect(ended).toEqual(userError(code, 2));
  expect(ended.stderr).toContain(says);
});

it.each([
  [['drift'], 'drift', []],
  [['drift', '--left', 'x'], 'drift', ['--left', 'x']],
  [['drift', 'gc', '--json'], 'drift gc', ['--json']],
  [['drift', 'gcc'], 'drift gcc', []],
  [['record', 'gc'], 'record', ['gc']],
])('%j is the verb "%s"', (words, verb, argv) => {
  expect(splitVerb(words, { 'drift': {}, 'drift gc': {}, 'record': {} })).toEqual({ verb, argv });
});

it('--json gives errors as the one document too, even of a child that has a --json of its own', async () => {
  using here = workplace();
  const [own, childs] = await Promise.all([here.cli(['verify', '--json']), here.cli(['record', 'skd--backend', '--', 'true', '--json'])]);
  expect(JSON.parse(own.stdout)).toEqual({
    schemaVersion: 1, verb: 'verify', outcome: 'failed', counts: {}, results: [],
    error: { code: 'RP_USAGE_MISSING', message: '`ringproof verify` needs --provider.', advice: 'See `ringproof verify --help`.' },
  });
  expect(childs).toEqual(userError('RP_CONTRACT_UNKNOWN', 2));
});

it('says what every verb does and takes', async () => {
  using here = workplace();
  const [overview, number, ...pages] = await Promise.all([['--help'], ['--version'], ...Object.keys(verbs).map((verb) => [...verb.split(' '), '--help'])].map((args) => here.cli(args)));
  expect(overview?.stdout).toContain('Usage: ringproof <verb>');
  expect(number?.stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  for (const [index, verb] of Object.keys(verbs).entries()) {
    expect(pages[index]).toMatchObject({ code: 0, stderr: '', stdout: expect.stringMatching(new RegExp(`^Usage: ringproof ${verb} [\\s\\S]*--json`)) as string });
  }
});
