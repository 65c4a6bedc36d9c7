import { readFileSync } from 'node:fs';
import { RingproofError, reasonOf } from '#core/errors';
import { wholeNumber } from '#commands/args';
import { nearest } from '#core/nearest';
import type { Args, Command, Serving } from '#commands/context';

const command: Command = {
  usage: 'service-bus | platform [--port N]',
  about: `Emulates Azure Service Bus (prints its connection string) or tracebloc's own services (prints the backend's address).
Queues come from a Config.json in the official emulator's format, or are those of the virtual platform.`,
  flags: {
    port: { type: 'string', value: 'N', help: 'default 0: any free port (platform: of the backend)' },
    config: { type: 'string', value: 'FILE', help: 'service-bus: Config.json' },
    'connection-string': { type: 'string', value: 'CS', help: 'platform: the bus to use (default: an embedded one)' },
  },
  operands: 1,
  async run(args) {
    const [what] = args.positionals;
    if (what === 'service-bus') return serviceBus(args);
    if (what === 'platform') return platform(args);
    if (what === undefined) throw new RingproofError('RP_USAGE_MISSING', { verb: 'emulate', what: 'a product: service-bus or platform' });
    throw new RingproofError('RP_USAGE_VALUE', { flag: 'emulate', value: what, expected: `Did you mean ${nearest(what, ['service-bus', 'platform']) ?? ''}? service-bus or platform.` });
  },
};
export default command;

async function serviceBus(args: Args): Promise<Serving> {
  const { readConfig, startServiceBus } = await import('#emulators/service-bus/index');
  const { PLATFORM_QUEUES } = await import('#commands/platform-queues');
  const file = args.text('config');
  const queues = file ? readConfig(read(file), file) : PLATFORM_QUEUES;
  const bus = await startServiceBus({ queues, port: wholeNumber(args, 'port', 0) });
  const { connectionString, host, port } = bus;
  return { serving: { address: connectionString, json: { connectionString, host, port } }, stop: () => bus.stop() };
}

async function platform(args: Args): Promise<Serving> {
  const { startVirtualPlatform } = await import('#commands/virtual-platform');
  const connectionString = args.text('connection-string');
  const world = await startVirtualPlatform({ ports: { backend: wholeNumber(args, 'port', 0) }, ...(connectionString && { connectionString }) });
  return { serving: { address: world.platform.urls.backend, json: { ...world.platform.urls, connectionString: world.connectionString } }, stop: () => world.stop() };
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (thrown) {
    throw new RingproofError('RP_FILE_UNREADABLE', { file, reason: reasonOf(thrown) });
  }
}
