import { wholeNumber } from '#commands/args';
import { contractPayloads } from '#commands/payloads';
import type { Command } from '#commands/context';
import { LEDGER_FLAG, ledgerOf } from '#commands/drift/ledger-flag';
import { BUDGET_FLAGS, announcing, budgetOf, mentionLeftovers } from '#commands/drift/real-time';
import { RingproofError } from '#core/errors';

const TIERS = ['fast', 'minutes', 'nightly'] as const;

const command: Command = {
  usage: '[--left TARGET] [--right TARGET] [--scenario GLOB]',
  about: `Plays the same scenarios on two Service Bus targets, twice each, and compares what was seen. 0: same, 1: drift, 3: could not tell.
A TARGET is emulator:tcp, emulator:ws (an embedded emulator on a virtual clock) or a connection string,
with ;TransportType=AmqpWebSockets for WebSocket and ;AdministrationPort=N where an emulator has its administration API elsewhere.
On a target in real time each run makes its own entities and removes them; what a crash leaves, \`drift gc\` removes. Where the
key or the target does not allow that, plain queues must exist; what is missing is named.`,
  flags: {
    left: { type: 'string', value: 'TARGET', help: 'the side under examination (default emulator:tcp)' },
    right: { type: 'string', value: 'TARGET', help: 'the reference (default SERVICEBUS_CONNECTION_STRING, else emulator:ws)' },
    scenario: { type: 'string', value: 'GLOB', help: 'only scenarios with such names' },
    tier: { type: 'string', value: 'TIER', help: `at most this slow: ${TIERS.join(', ')}` },
    runs: { type: 'string', value: 'K', help: 'runs on each side before comparing, at least 2' },
    ...BUDGET_FLAGS,
    ...LEDGER_FLAG,
  },
  async run(args, context) {
    const { env, progress, signal } = context;
    const { createMeter } = await import('#ring2/drift/provision/meter');
    const { parseTarget } = await import('#ring2/drift/targets');
    const { runDrift } = await import('#ring2/drift/run');
    const tier = TIERS.find((one) => one === args.text('tier'));
    if (args.text('tier') && !tier) throw new RingproofError('RP_USAGE_VALUE', { flag: '--tier', value: args.text('tier') ?? '', expected: `One of ${TIERS.join(', ')}.` });
    const scenarios = args.text('scenario');
    const budget = budgetOf(args);
    const options = { ledgerFile: ledgerOf(args, context), meter: createMeter(budget) };
    const left = parseTarget(args.text('left') ?? 'emulator:tcp', options);
    const right = parseTarget(args.text('right') ?? env['SERVICEBUS_CONNECTION_STRING'] ?? 'emulator:ws', options);
    mentionLeftovers(options.ledgerFile, context, 'by ended runs');
    const report = await runDrift({
      left, right,
      runs: wholeNumber(args, 'runs', 2, [2, 100]), payloads: await contractPayloads(), progress, signal,
      announce: announcing([left, right], budget, context),
      ...(scenarios && { scenarios }), ...(tier && { tier }),
    });
    mentionLeftovers(options.ledgerFile, context, 'by this run');
    return report;
  },
};
export default command;
