import type { Command } from '#commands/context';
import { reportOf } from '#commands/report-of';
import { loadContract } from '#contracts/load';
import { contractName } from '#core/contract';
import { RingproofError } from '#core/errors';
import type { Result } from '#core/report';

const command: Command = {
  usage: '<contract> <file…>',
  about: `Holds cassettes to a contract: every call in them must be one that the contract knows, and every answer one that it allows.
A cassette that fails is out of date, and the tests that replay it prove nothing. Record and replay them with
recordCassette and replayCassette of ringproof/cassettes.`,
  flags: {},
  operands: Infinity,
  async run({ positionals: [name, ...files] }) {
    if (name === undefined || files.length === 0) throw new RingproofError('RP_USAGE_MISSING', { verb: 'cassette', what: 'a contract and a cassette file' });
    const { holdCassette } = await import('#stubs/cassettes/hold');
    const { readCassette } = await import('#stubs/cassettes/cassette');
    const contract = await loadContract(name);
    const called = new Set<string>();
    const results = files.flatMap((file) => holdCassette(contract, readCassette(file)).map(({ call, interaction, mismatches }): Result => {
      if (interaction !== undefined && mismatches.length === 0) called.add(interaction);
      return { name: `${file}: ${interaction ?? call}`, outcome: mismatches.length === 0 ? 'passed' : 'failed', mismatches, details: { call } };
    }));
    const silent = contract.interactions.filter(({ kind, description }) => kind === 'http' && !called.has(description)).map(({ description }) => description);
    const report = reportOf('cassette', results);
    return silent.length === 0 ? report : { ...report, notes: [`Of ${contractName(contract)} no cassette holds: ${silent.join('; ')}.`] };
  },
};
export default command;
