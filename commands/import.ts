import { existsSync, writeFileSync } from 'node:fs';
import { need } from '#commands/args';
import type { Args, Command } from '#commands/context';
import { reportOf } from '#commands/report-of';
import { type Contract, contractName, defineContract } from '#core/contract';
import { RingproofError, reasonOf } from '#core/errors';
import type { Fixture } from '#documents/import-fixtures';

const command: Command = {
  usage: 'openapi FILE | fixtures "METHOD /path=FILE"…   --consumer C --provider P [--out FILE]',
  about: `Drafts a contract for review: from an OpenAPI 3 document (one interaction for each operation and status, with its required
fields), or from recorded answers \`{ "body": …, "status": N }\`, with the call that each is of.`,
  flags: {
    consumer: { type: 'string', value: 'C', help: 'who relies on it' },
    provider: { type: 'string', value: 'P', help: 'who answers' },
    out: { type: 'string', value: 'FILE', help: 'default: contracts/<consumer>--<provider>.ts' },
    force: { type: 'boolean', help: 'replace the file' },
  },
  operands: Infinity,
  async run(args) {
    const [format = '', ...sources] = args.positionals;
    const sides = { consumer: need('import', args, 'consumer'), provider: need('import', args, 'provider') };
    if (sources.length === 0) throw new RingproofError('RP_USAGE_MISSING', { verb: 'import', what: 'openapi or fixtures, and what to read' });
    const contract = defineContract(await drafted(format, sources, sides));
    const file = args.text('out') ?? `contracts/${contractName(contract)}.ts`;
    const { draftText } = await import('#documents/draft');
    writeNew(file, draftText(contract), args);
    return reportOf('import', [{ name: file, outcome: 'passed', details: { summary: `${contract.interactions.length} interaction(s) to review` } }]);
  },
};
export default command;

async function drafted(format: string, sources: string[], sides: { consumer: string; provider: string }): Promise<Contract> {
  const { readDocument } = await import('#documents/read');
  if (format === 'openapi') {
    const [file = '', extra] = sources;
    if (extra !== undefined) throw new RingproofError('RP_USAGE_EXTRA', { verb: 'import', word: extra });
    return (await import('#documents/import-openapi')).importOpenApi(readDocument(file), { ...sides, file });
  }
  if (format === 'fixtures') return (await import('#documents/import-fixtures')).importFixtures(sources.map((source) => fixtureOf(source, readDocument)), sides);
  throw new RingproofError('RP_USAGE_VALUE', { flag: 'A source', value: format, expected: 'Known: openapi, fixtures.' });
}

function fixtureOf(source: string, read: (file: string) => unknown): Fixture {
  const [, method, path, file] = /^(GET|POST|PUT|PATCH|DELETE) (\/[^=]*)=(.+)$/.exec(source) ?? [];
  if (!method || !path || !file) throw new RingproofError('RP_USAGE_VALUE', { flag: 'A fixture', value: source, expected: 'Expected "METHOD /path=FILE", for example "GET /userinfo/=userinfo.json".' });
  return { file, value: read(file), method: method as Fixture['method'], path };
}

/** Somebody's reviewed contract is not to be lost. */
function writeNew(file: string, text: string, args: Args): void {
  if (existsSync(file) && !args.on('force')) throw new RingproofError('RP_FILE_UNWRITABLE', { file, reason: 'it is there already; --force replaces it' });
  try {
    writeFileSync(file, text);
  } catch (error) {
    throw new RingproofError('RP_FILE_UNWRITABLE', { file, reason: reasonOf(error) }, error);
  }
}
