import { type PactChange, changeSentence, classOfAll, pactChangesOf } from '#broker/index';
import { BROKER_FLAGS, openBroker } from '#commands/broker-of';
import type { Command } from '#commands/context';
import { facts } from '#commands/verdict';
import { RingproofError } from '#core/errors';
import type { Result } from '#core/report';

const VERB = 'diff';

const command: Command = {
  usage: 'CONSUMER@OLD CONSUMER@NEW [--provider P]',
  about: `What changed between two versions of a consumer's pacts, each change by what it means for the provider: breaking (it may have to do
what it did not have to do before: 1), compatible (whoever satisfied the old satisfies the new: 0), cosmetic (nothing is asked otherwise: 0).`,
  flags: { provider: { type: 'string', value: 'P', help: 'only the pact with this provider (default: with every one)' }, ...BROKER_FLAGS },
  operands: 2,
  async run(args, context) {
    const [before, after] = [0, 1].map((index) => versionIn(args.positionals[index])) as [Version, Version];
    if (before.name !== after.name) throw new RingproofError('RP_USAGE_VALUE', { flag: 'The second version', value: `${after.name}@${after.number}`, expected: `Two versions of one consumer: ${before.name}@…` });
    await using broker = openBroker(args, context);
    const known = await broker.versions(before.name);
    const providersOf = ({ name, number }: Version) => {
      const found = known.find((one) => one.number === number);
      if (!found) throw new RingproofError('RP_VERSION_UNKNOWN', { pacticipant: name, version: number });
      return found.providers;
    };
    const only = args.text('provider');
    const providers = [...new Set([...providersOf(before), ...providersOf(after)])].sort().filter((name) => only === undefined || name === only);
    if (providers.length === 0) throw new RingproofError('RP_USAGE_VALUE', { flag: '--provider', value: only ?? '', expected: `A provider of ${before.name}: ${[...new Set([...providersOf(before), ...providersOf(after)])].join(', ') || 'it has none'}.` });
    const results: Result[] = [];
    for (const provider of providers) {
      const [old, now] = [await broker.pact(before.name, before.number, provider), await broker.pact(after.name, after.number, provider)];
      results.push(resultOf(`${before.name} ${before.number} → ${after.number} with ${provider}`, provider, pactChangesOf(old, now)));
    }
    const all = results.flatMap(({ details }) => details?.['changes'] as unknown as PactChange[]);
    const counts = { breaking: 0, compatible: 0, cosmetic: 0 };
    for (const one of all) counts[one.class] += 1;
    return { schemaVersion: 1, verb: VERB, outcome: counts.breaking > 0 ? 'failed' : 'passed', counts, results, details: { class: classOfAll(all) } };
  },
};
export default command;

interface Version { name: string; number: string }

function versionIn(word: string | undefined): Version {
  const at = word?.lastIndexOf('@') ?? -1;
  if (word === undefined || at <= 0 || at === word.length - 1) throw new RingproofError('RP_USAGE_MISSING', { verb: VERB, what: 'two versions: CONSUMER@OLD CONSUMER@NEW' });
  return { name: word.slice(0, at), number: word.slice(at + 1) };
}

function resultOf(name: string, provider: string, changes: PactChange[]): Result {
  const lines = changes.map((one) => `${one.class}: ${changeSentence(one)}`);
  return { name, outcome: classOfAll(changes) === 'breaking' ? 'failed' : 'passed', reason: lines.join('\n') || 'nothing that anyone is asked has changed', details: facts({ provider, class: classOfAll(changes), changes }) };
}
