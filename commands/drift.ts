import { wholeNumber } from '#commands/args';
import { recordDrift } from '#commands/drift-recording';
import { contractPayloads } from '#commands/payloads';
import type { Command } from '#commands/context';
import { RingproofError } from '#core/errors';

const TIERS = ['fast', 'minutes', 'nightly'] as const;

const command: Command = {
  usage: '[--left TARGET] [--right TARGET] [--scenario GLOB]',
  about: `Plays the same scenarios on two Service Bus targets, twice each, and compares what was seen. 0: same, 1: drift, 3: could not tell.
A TARGET is emulator:tcp, emulator:ws (an embedded emulator on a virtual clock) or a connection string,
with ;TransportType=AmqpWebSockets for WebSocket. On a foreign target its queues must exist; what is missing is named.`,
  flags: {
    left: { type: 'string', value: 'TARGET', help: 'the side under examination (default emulator:tcp)' },
    right: { type: 'string', value: 'TARGET', help: 'the reference (default SERVICEBUS_CONNECTION_STRING, else emulator:ws), or "golden": the left side against the goldens alone' },
    goldens: { type: 'string', value: 'DIR', help: 'a folder of goldens beside those of ringproof, or "off": compare the two sides only' },
    scenario: { type: 'string', value: 'GLOB', help: 'only scenarios with such names' },
    tier: { type: 'string', value: 'TIER', help: `at most this slow: ${TIERS.join(', ')}` },
    record: { type: 'boolean', help: 'keep what the right side shows as goldens in DIR (--goldens); what is there already is not asked again' },
    region: { type: 'string', value: 'NAME', help: 'with --record: where the namespace is' },
    sku: { type: 'string', value: 'NAME', help: "with --record: the namespace's tier, such as Standard" },
    runs: { type: 'string', value: 'K', help: 'runs on each side before comparing, at least 2' },
  },
  async run(args, { env, clock, progress, signal, childOutput }) {
    const { parseTarget } = await import('#ring2/drift/targets');
    const { loadGoldens } = await import('#ring2/drift/golden/store');
    const { runDrift } = await import('#ring2/drift/run');
    const tier = TIERS.find((one) => one === args.text('tier'));
    if (args.text('tier') && !tier) throw new RingproofError('RP_USAGE_VALUE', { flag: '--tier', value: args.text('tier') ?? '', expected: `One of ${TIERS.join(', ')}.` });
    const runs = wholeNumber(args, 'runs', 2, [2, 100]);
    if (args.on('record')) return recordDrift(args, { env, progress, signal, now: () => clock.now(), say: childOutput }, tier ?? 'fast', runs);
    const scenarios = args.text('scenario');
    const folder = args.text('goldens');
    const right = args.text('right') ?? env['SERVICEBUS_CONNECTION_STRING'] ?? 'emulator:ws';
    if (right === 'golden' && folder === 'off') throw new RingproofError('RP_USAGE_VALUE', { flag: '--goldens', value: 'off', expected: 'A folder: --right golden compares with nothing else.' });
    return runDrift({
      left: parseTarget(args.text('left') ?? 'emulator:tcp'),
      ...(right !== 'golden' && { right: parseTarget(right) }),
      ...(folder !== 'off' && { goldens: await loadGoldens(folder === undefined ? [] : [folder]) }),
      runs, payloads: await contractPayloads(), progress, signal,
      ...(scenarios && { scenarios }), ...(tier && { tier }),
    });
  },
};
export default command;
