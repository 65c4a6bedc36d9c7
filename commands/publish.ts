import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { BROKER_FLAGS, openBroker } from '#commands/broker-of';
import type { Command, Context } from '#commands/context';
import { appVersion, branchName } from '#commands/git';
import { readPactFile } from '#commands/pact-files';
import { reportOf } from '#commands/report-of';
import type { Broker } from '#broker/index';
import { RingproofError, reasonOf } from '#core/errors';
import type { Result } from '#core/report';

const command: Command = {
  usage: '[file…] --consumer-app-version V --branch B',
  about: 'Publishes pact files (default: all of pacts/) under a version of their consumer. A published version never changes.',
  flags: {
    'consumer-app-version': { type: 'string', value: 'V', help: 'the version (GIT_COMMIT; default: the checked-out commit)' },
    branch: { type: 'string', value: 'B', help: 'the branch (GIT_BRANCH; default: the checked-out one)' },
    tag: { type: 'string', multiple: true, value: 'T', help: 'a tag; may be repeated' },
    'build-url': { type: 'string', value: 'URL', help: 'the build that publishes' },
    ...BROKER_FLAGS,
  },
  operands: Infinity,
  async run(args, context) {
    const version = appVersion('publish', args, context, 'consumer-app-version');
    const branch = branchName(args, context, 'branch');
    const files = args.positionals.length > 0 ? args.positionals : pactFiles(context);
    const pacts = readPacts(files);
    await using broker = openBroker(args, context);
    const buildUrl = args.text('build-url');
    return reportOf('publish', await publish(broker, pacts, { version, tags: args.texts('tag'), ...(branch && { branch }), ...(buildUrl && { buildUrl }) }));
  },
};
export default command;

function pactFiles({ cwd }: Context): string[] {
  const files = jsonFiles(join(cwd, 'pacts'));
  if (files.length === 0) throw new RingproofError('RP_PUBLISH_NOTHING', { folder: join(cwd, 'pacts') });
  return files;
}

function jsonFiles(folder: string): string[] {
  try {
    return readdirSync(folder).filter((name) => name.endsWith('.json')).sort().map((name) => join(folder, name));
  } catch (thrown) {
    throw new RingproofError('RP_FILE_UNREADABLE', { file: folder, reason: reasonOf(thrown) });
  }
}

export interface PublishAs { version: string; branch?: string; tags?: string[]; buildUrl?: string }

type ReadPact = { file: string } & ReturnType<typeof readPactFile>;

/**
 * Reads and checks all files, before the first is sent.
 * @throws RingproofError those of reading a pact, RP_PACT_TWICE
 */
export function readPacts(files: string[]): ReadPact[] {
  const pacts = files.map((file) => ({ file, ...readPactFile(file) }));
  const places = new Map<string, string>();
  for (const { file, pact: { consumer, provider } } of pacts) {
    const first = places.get(`${consumer.name}--${provider.name}`);
    if (first) throw new RingproofError('RP_PACT_TWICE', { first, second: file, consumer: consumer.name, provider: provider.name });
    places.set(`${consumer.name}--${provider.name}`, file);
  }
  return pacts;
}

/** Publishes pacts, all of one consumer together. */
export async function publish(broker: Broker, pacts: ReadPact[], as: PublishAs): Promise<Result[]> {
  const byConsumer = Map.groupBy(pacts, ({ pact }) => pact.consumer.name);
  const results: Result[] = [];
  for (const [consumer, own] of byConsumer) {
    await broker.publish({ consumer, ...as, pacts: own.map(({ pact, text }) => ({ provider: pact.provider.name, text })) });
    for (const { pact } of own) {
      results.push({ name: `${consumer}--${pact.provider.name}`, outcome: 'passed', details: { version: as.version, interactions: pact.interactions.length, summary: `${pact.interactions.length} interactions as ${as.version}` } });
    }
  }
  return results;
}
