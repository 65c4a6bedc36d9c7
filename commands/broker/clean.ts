import { openLedger } from '#broker/index';
import { DEFAULT_KEEP, type KeepSelector } from '#broker/rules/keep';
import { wholeNumber } from '#commands/args';
import { LEDGER_FLAG } from '#commands/broker/files';
import { ledgerFile } from '#commands/broker-of';
import type { Command } from '#commands/context';
import { RingproofError } from '#core/errors';
import { isObject } from '#core/json';

const command: Command = {
  usage: '[--keep SELECTOR] [--dry-run]',
  about: `Removes old versions from the local ledger, as the real broker's clean does: all that no selector keeps, with their pacts and
results. Facts stay; the texts of pacts that no version has any more are forgotten, and their space is used again (a backup is smaller).`,
  flags: {
    keep: {
      type: 'string', multiple: true, value: 'SELECTOR',
      help: `keep these versions, in the real broker's JSON: {"branch":true,"latest":true}, {"deployed":true,"environment":"prod"}, {"pacticipant":"App","tag":"v1"}, {"maxAge":30} (days); may be repeated (default ${DEFAULT_KEEP.map((one) => JSON.stringify(one)).join(' ')})`,
    },
    'dry-run': { type: 'boolean', help: 'say what would go, and change nothing' },
    limit: { type: 'string', value: 'N', help: 'remove at most so many versions, the oldest first' },
    ...LEDGER_FLAG,
  },
  async run(args, context) {
    const keep = args.texts('keep').map(selectorOf);
    const limit = args.text('limit') === undefined ? undefined : wholeNumber(args, 'limit', 1, [1, 1_000_000_000]);
    const dryRun = args.on('dry-run');
    const file = ledgerFile(args, context);
    // Cleaning a ledger that is not there would make one.
    (await import('#broker/ledger/life/snapshot')).openExisting(file).close();
    const { clean } = await import('#broker/operations/clean');
    using ledger = openLedger(file);
    const cleaned = clean(ledger, keep.length > 0 ? keep : DEFAULT_KEEP, { dryRun, ...(limit !== undefined && { limit }) });
    return {
      schemaVersion: 1, verb: 'broker clean', outcome: 'passed', counts: { removed: cleaned.removed.length, kept: cleaned.kept, texts: cleaned.texts },
      results: cleaned.removed.map(({ pacticipant, version }) => ({ name: `${pacticipant} ${version}`, outcome: 'passed', details: { summary: dryRun ? 'would be removed' : 'removed' } })),
      notes: [`${cleaned.texts} texts (${cleaned.bytes} bytes) ${dryRun ? 'would be' : 'were'} forgotten.`], details: { dryRun, bytes: cleaned.bytes },
    };
  },
};
export default command;

const KINDS: Record<keyof KeepSelector, (value: unknown) => boolean> = {
  pacticipant: (value) => typeof value === 'string', environment: (value) => typeof value === 'string',
  branch: (value) => typeof value === 'string' || value === true, tag: (value) => typeof value === 'string' || value === true,
  latest: (value) => value === true, mainBranch: (value) => value === true, deployed: (value) => value === true, released: (value) => value === true,
  maxAge: (value) => typeof value === 'number' && value >= 0,
};
/** The real broker's own spellings. */
const ALSO: Readonly<Record<string, keyof KeepSelector>> = { max_age: 'maxAge', main_branch: 'mainBranch', pacticipant_name: 'pacticipant', pacticipantName: 'pacticipant', environment_name: 'environment', environmentName: 'environment' };

function selectorOf(text: string): KeepSelector {
  const wrong = (expected: string) => new RingproofError('RP_USAGE_VALUE', { flag: '--keep', value: text, expected });
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw wrong('A JSON object such as {"branch":true,"latest":true}.');
  }
  if (!isObject(value) || Object.keys(value).length === 0) throw wrong('A JSON object such as {"branch":true,"latest":true}.');
  const pairs = Object.entries(value).map(([key, one]) => [ALSO[key] ?? key, one] as const);
  const bad = pairs.find(([key, one]) => !Object.hasOwn(KINDS, key) || !KINDS[key as keyof KeepSelector](one));
  // A selector that is not understood would keep nothing.
  if (bad) throw wrong(`"${bad[0]}" cannot be ${JSON.stringify(bad[1])}; known are ${Object.keys(KINDS).join(', ')}.`);
  return Object.fromEntries(pairs);
}
