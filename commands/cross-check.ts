import { join } from 'node:path';
import { need } from '#commands/args';
import type { Command } from '#commands/context';
import { readPactFile } from '#commands/pact-files';
import { reportOf } from '#commands/report-of';
import { loadContract } from '#contracts/load';
import { RingproofError } from '#core/errors';
import type { Result } from '#core/report';

const command: Command = {
  usage: '<contract…> --openapi FILE',
  about: `Compares pacts with the provider's own OpenAPI document, without running anything (bi-directional contract testing).
Weaker than \`verify\`: it trusts the document, and so it is never published as a verification. Interactions that gate nowhere
but on the virtual platform are told and do not fail.`,
  flags: {
    openapi: { type: 'string', value: 'FILE', help: "the provider's description, OpenAPI 2 or 3, JSON or YAML" },
    pacts: { type: 'string', value: 'DIR', help: 'where the recorded pacts lie; default pacts' },
    contracts: { type: 'string', value: 'DIR', help: 'default: the contracts of the package' },
  },
  operands: Infinity,
  async run(args) {
    if (args.positionals.length === 0) throw new RingproofError('RP_USAGE_MISSING', { verb: 'cross-check', what: 'a contract' });
    const file = need('cross-check', args, 'openapi');
    const { readDocument } = await import('#documents/read');
    const { crossCheck } = await import('#documents/cross-check');
    const document = readDocument(file);
    const results: Result[] = [];
    for (const name of args.positionals) {
      const contract = await loadContract(name, args.text('contracts'));
      const { pact } = readPactFile(join(args.text('pacts') ?? 'pacts', `${name}.json`));
      for (const { interaction, mismatches, warnings, gates } of await crossCheck(contract, pact, document, file)) {
        const failed = mismatches.length > 0;
        results.push({
          name: `${name}: ${interaction}`, outcome: failed && gates ? 'failed' : failed ? 'inconclusive' : 'passed', mismatches, group: name,
          ...(failed && !gates && { reason: 'pending: the shape is assumed, so the contract may be the one that is wrong' }),
          ...(warnings.length > 0 && { details: { warnings } }),
        });
      }
    }
    return reportOf('cross-check', results);
  },
};
export default command;
