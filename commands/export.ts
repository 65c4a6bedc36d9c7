import { writeFileSync } from 'node:fs';
import { need } from '#commands/args';
import type { Command } from '#commands/context';
import { reportOf } from '#commands/report-of';
import { listContracts, loadContract } from '#contracts/load';
import { type Contract, contractName } from '#core/contract';
import { RingproofError, reasonOf } from '#core/errors';
import type { Json } from '#core/json';
import { nearest } from '#core/nearest';

/** What a provider's contracts become: the document, and the ending of its file. */
const FORMATS: Record<string, { ending: string; make(provider: string, contracts: Contract[], version: string): Promise<Json> }> = {
  openapi: { ending: 'openapi.json', make: async (...args) => (await import('#documents/openapi')).openApiOf(...args) },
  asyncapi: { ending: 'asyncapi.json', make: async (...args) => (await import('#documents/asyncapi')).asyncApiOf(...args) },
  schema: { ending: 'schema.json', make: async (_, contracts) => {
    const { schemasOf } = await import('#documents/schemas');
    return Object.fromEntries(contracts.map((contract) => [contractName(contract), schemasOf(contract)]));
  } },
  types: { ending: 'd.ts', make: async (...args) => {
    const { openApiOf } = await import('#documents/openapi');
    return (await import('#documents/types')).typesOf(openApiOf(...args));
  } },
};

const command: Command = {
  usage: 'openapi|asyncapi|schema|types --provider P [--out FILE]',
  about: `Derives from all contracts with a provider what its consumers need of it, as a document: OpenAPI 3.1 (HTTP), AsyncAPI 3.0
(messages), JSON Schemas (2020-12), or TypeScript types of the OpenAPI document. A provider may do more than it says.`,
  flags: {
    provider: { type: 'string', value: 'P', help: 'whose contracts' },
    contracts: { type: 'string', value: 'DIR', help: 'default: the contracts of the package' },
    out: { type: 'string', value: 'FILE', help: 'default: <provider>.openapi.json and so on' },
    'app-version': { type: 'string', value: 'V', help: "the provider's version, in the document; default 0.0.0" },
  },
  operands: 1,
  async run(args) {
    const [word = ''] = args.positionals;
    const format = Object.hasOwn(FORMATS, word) ? FORMATS[word] : undefined;
    if (!format) throw new RingproofError('RP_USAGE_VALUE', { flag: 'A format', value: word, expected: `Did you mean "${nearest(word, Object.keys(FORMATS))}"? Known: ${Object.keys(FORMATS).join(', ')}.` });
    const provider = need('export', args, 'provider');
    const folder = args.text('contracts');
    const all = await Promise.all((await listContracts(folder)).map((name) => loadContract(name, folder)));
    const contracts = all.filter((one) => one.provider === provider);
    if (contracts.length === 0) {
      const known = [...new Set(all.map((one) => one.provider))].sort();
      throw new RingproofError('RP_USAGE_VALUE', { flag: '--provider', value: provider, expected: `Did you mean "${nearest(provider, known) ?? 'none'}"? Known: ${known.join(', ')}.` });
    }
    const document = await format.make(provider, contracts, args.text('app-version') ?? '0.0.0');
    const file = args.text('out') ?? `${provider}.${format.ending}`;
    try {
      writeFileSync(file, typeof document === 'string' ? document : `${JSON.stringify(document, null, 2)}\n`);
    } catch (error) {
      throw new RingproofError('RP_FILE_UNWRITABLE', { file, reason: reasonOf(error) }, error);
    }
    return reportOf('export', [{ name: file, outcome: 'passed', details: { summary: `from ${contracts.map(contractName).join(', ')}` } }], { document });
  },
};
export default command;
