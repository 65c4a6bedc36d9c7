import { readFileSync } from 'node:fs';
import { type Clock, realClock, virtualClock } from '#core/clock';
import { RingproofError, reasonOf } from '#core/errors';
import { wholeNumber } from '#commands/args';
import type { Args, Command, Context, Serving } from '#commands/context';
import { nearest } from '#core/nearest';

const command: Command = {
  usage: 'service-bus | platform [--port N]',
  about: `Emulates Azure Service Bus (prints its connection string) or tracebloc's own services (prints the backend's address).
Queues come from a Config.json in the official emulator's format, or are those of the virtual platform.`,
  flags: {
    port: { type: 'string', value: 'N', help: 'default 0: any free port (platform: of the backend)' },
    host: { type: 'string', value: 'ADDRESS', help: 'service-bus: where to listen (default 127.0.0.1; 0.0.0.0 for every address)' },
    config: { type: 'string', value: 'FILE', help: 'service-bus: Config.json' },
    'ca-file': { type: 'string', value: 'FILE', help: 'service-bus: where to write the certificate that TLS clients must trust (default: a temporary file)' },
    profile: { type: 'string', value: 'TIER', help: 'service-bus: limits of standard (default), premium or official-emulator' },
    auth: { type: 'string', value: 'MODE', help: 'service-bus: check tokens: off (default), warn, enforce' },
    data: { type: 'string', value: 'DIR', help: 'service-bus: keep everything in this folder; default: in memory' },
    clock: { type: 'string', value: 'virtual', help: 'service-bus: time stands still until POST /ringproof/clock/advance {"ms": n}' },
    'connection-string': { type: 'string', value: 'CS', help: 'platform: the bus to use (default: an embedded one)' },
  },
  operands: 1,
  async run(args, context) {
    const [what] = args.positionals;
    if (what === 'service-bus') return serviceBus(args, context);
    if (what === 'platform') return platform(args);
    if (what === undefined) throw new RingproofError('RP_USAGE_MISSING', { verb: 'emulate', what: 'a product: service-bus or platform' });
    throw new RingproofError('RP_USAGE_VALUE', { flag: 'emulate', value: what, expected: `Did you mean ${nearest(what, ['service-bus', 'platform']) ?? ''}? service-bus or platform.` });
  },
};
export default command;

async function serviceBus(args: Args, context: Context): Promise<Serving> {
  const { readConfig, startServiceBus } = await import('#emulators/service-bus/index');
  const { PLATFORM_QUEUES } = await import('#commands/platform-queues');
  const file = args.text('config');
  const entities = file ? readConfig(read(file), file) : { queues: PLATFORM_QUEUES };
  const data = args.text('data');
  const listenAt = args.text('host');
  const bus = await startServiceBus({
    ...entities, port: wholeNumber(args, 'port', 0), clock: clockOf(args), ...(listenAt && { host: listenAt }), ...(data && { data }),
    auth: oneOf(args, 'auth', ['off', 'warn', 'enforce']), profile: oneOf(args, 'profile', ['standard', 'premium', 'official-emulator']),
    onUnauthorized: (problem) => context.childOutput(`Unauthorized: ${problem}\n`),
  });
  const { connectionString, host, port } = bus;
  const caFile = args.text('ca-file');
  // Without a named file nobody waits for it: AMQP and HTTP without TLS are ready now, the certificate takes a fifth of a second.
  const trusted = bus.caFile(caFile).then((written) => context.childOutput(`TLS on the same port: NODE_EXTRA_CA_CERTS=${written} SSL_CERT_FILE=${written}\n`));
  if (caFile) await trusted.catch(async (thrown: unknown) => { await bus.stop(); throw thrown; });
  else trusted.catch((thrown: unknown) => context.childOutput(`TLS has no certificate file: ${reasonOf(thrown)}\n`));
  return { serving: { address: connectionString, json: { connectionString, host, port } }, stop: () => bus.stop() };
}

async function platform(args: Args): Promise<Serving> {
  const { startVirtualPlatform } = await import('#commands/virtual-platform');
  const connectionString = args.text('connection-string');
  const world = await startVirtualPlatform({ ports: { backend: wholeNumber(args, 'port', 0) }, ...(connectionString && { connectionString }) });
  return { serving: { address: world.platform.urls.backend, json: { ...world.platform.urls, connectionString: world.connectionString } }, stop: () => world.stop() };
}

function clockOf(args: Args): Clock {
  const name = args.text('clock') ?? 'real';
  if (name === 'real') return realClock;
  // It begins now because SDKs compare the broker's times with their own machine's.
  if (name === 'virtual') return virtualClock(realClock.now());
  throw new RingproofError('RP_USAGE_VALUE', { flag: '--clock', value: name, expected: '"virtual" or "real".' });
}

/** One of a flag's words; the first is the default. */
function oneOf<Word extends string>(args: Args, flag: string, words: readonly [Word, ...Word[]]): Word {
  const asked = args.text(flag) ?? words[0];
  const known = words.find((word) => word === asked);
  if (known) return known;
  throw new RingproofError('RP_USAGE_VALUE', { flag: `--${flag}`, value: asked, expected: `One of ${words.join(', ')}.` });
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (thrown) {
    throw new RingproofError('RP_FILE_UNREADABLE', { file, reason: reasonOf(thrown) });
  }
}
