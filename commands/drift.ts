import { wholeNumber } from '#commands/args';
import { contractPayloads } from '#commands/payloads';
import type { Command } from '#commands/context';
import { RingproofError } from '#core/errors';

const TIERS = ['fast', 'minutes', 'nightly'] as const;

const command: Command = {
  usage: '[--left TARGET] [--right TARGET] [--driver NAME] [--scenario GLOB]',
  about: `Plays the same scenarios on two Service Bus targets, twice each, and compares what was seen. 0: same, 1: drift, 3: could not tell.
A TARGET is emulator:tcp, emulator:ws (an embedded emulator on a virtual clock) or a connection string,
with ;TransportType=AmqpWebSockets for WebSocket. On a foreign target its queues must exist; what is missing is named.
With --driver amqp-go also another AMQP 1.0 broker: amqp://USER:PASSWORD@HOST[:PORT][/PREFIX], its queues' names below the prefix.`,
  flags: {
    left: { type: 'string', value: 'TARGET', help: 'the side under examination (default emulator:tcp)' },
    right: { type: 'string', value: 'TARGET', help: 'the reference (default SERVICEBUS_CONNECTION_STRING, else emulator:ws)' },
    scenario: { type: 'string', value: 'GLOB', help: 'only scenarios with such names' },
    driver: { type: 'string', value: 'NAME', help: 'the client that asks both sides: azure-sdk-js (default), azure-sdk-python, amqp-go' },
    tier: { type: 'string', value: 'TIER', help: `at most this slow: ${TIERS.join(', ')}` },
    jobs: { type: 'string', value: 'N', help: 'scenarios at once (default what targets and driver take)' },
    runs: { type: 'string', value: 'K', help: 'runs on each side before comparing, at least 2' },
  },
  async run(args, { env, progress, signal }) {
    const { parseTarget } = await import('#ring2/drift/targets');
    const { runDrift } = await import('#ring2/drift/run');
    const tier = TIERS.find((one) => one === args.text('tier'));
    if (args.text('tier') && !tier) throw new RingproofError('RP_USAGE_VALUE', { flag: '--tier', value: args.text('tier') ?? '', expected: `One of ${TIERS.join(', ')}.` });
    const scenarios = args.text('scenario');
    const driver = args.text('driver');
    return runDrift({
      left: parseTarget(args.text('left') ?? 'emulator:tcp', driver),
      right: parseTarget(args.text('right') ?? env['SERVICEBUS_CONNECTION_STRING'] ?? 'emulator:ws', driver),
      runs: wholeNumber(args, 'runs', 2, [2, 100]), payloads: await contractPayloads(), progress, signal,
      ...(args.text('jobs') !== undefined && { jobs: wholeNumber(args, 'jobs', 1, [1, 100]) }), ...(scenarios && { scenarios }), ...(tier && { tier }),
    });
  },
};
export default command;
