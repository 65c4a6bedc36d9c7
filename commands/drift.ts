import { wholeNumber } from '#commands/args';
import { contractPayloads } from '#commands/payloads';
import type { Command } from '#commands/context';
import { ALLOW_FILE, allowancesOf } from '#commands/drift/allow-file';
import { ISSUE_FLAGS, issueKeeper } from '#commands/drift/issues';
import { RingproofError } from '#core/errors';
import { dayAt } from '#ring2/drift/allowances/days';
import { DEFAULT_GATE, SEVERITIES } from '#ring2/drift/verdict/classification';

const TIERS = ['fast', 'minutes', 'nightly'] as const;
const GATES = SEVERITIES.filter((one) => one !== 'info');

const command: Command = {
  usage: '[--left TARGET] [--right TARGET] [--scenario GLOB]',
  about: `Plays the same scenarios on two Service Bus targets, twice each, and compares what was seen. 0: no drift that nobody
excuses, 1: drift, 3: could not tell, 4: an allowance has expired, or nothing ran.
A TARGET is emulator:tcp, emulator:ws (an embedded emulator on a virtual clock) or a connection string,
with ;TransportType=AmqpWebSockets for WebSocket. On a foreign target its queues must exist; what is missing is named.`,
  flags: {
    left: { type: 'string', value: 'TARGET', help: 'the side under examination (default emulator:tcp)' },
    right: { type: 'string', value: 'TARGET', help: 'the reference (default SERVICEBUS_CONNECTION_STRING, else emulator:ws)' },
    scenario: { type: 'string', value: 'GLOB', help: 'only scenarios with such names' },
    tier: { type: 'string', value: 'TIER', help: `at most this slow: ${TIERS.join(', ')}` },
    allow: { type: 'string', value: 'FILE', help: `differences that somebody answers for (default ${ALLOW_FILE}, if it is there)` },
    strict: { type: 'boolean', help: 'an allowance that excused nothing fails too' },
    gate: { type: 'string', value: 'LEVEL', help: `the mildest difference that fails: ${GATES.join(', ')} (default ${DEFAULT_GATE})` },
    ...ISSUE_FLAGS,
    runs: { type: 'string', value: 'K', help: 'runs on each side before comparing, at least 2' },
  },
  async run(args, { cwd, env, clock, progress, signal }) {
    const { parseTarget } = await import('#ring2/drift/targets');
    const { runDrift } = await import('#ring2/drift/run');
    const tier = TIERS.find((one) => one === args.text('tier'));
    if (args.text('tier') && !tier) throw new RingproofError('RP_USAGE_VALUE', { flag: '--tier', value: args.text('tier') ?? '', expected: `One of ${TIERS.join(', ')}.` });
    const gate = GATES.find((one) => one === (args.text('gate') ?? DEFAULT_GATE));
    if (!gate) throw new RingproofError('RP_USAGE_VALUE', { flag: '--gate', value: args.text('gate') ?? '', expected: `One of ${GATES.join(', ')}.` });
    const scenarios = args.text('scenario');
    const keep = issueKeeper(args, { env, signal });
    const report = await runDrift({
      left: parseTarget(args.text('left') ?? 'emulator:tcp'),
      right: parseTarget(args.text('right') ?? env['SERVICEBUS_CONNECTION_STRING'] ?? 'emulator:ws'),
      runs: wholeNumber(args, 'runs', 2, [2, 100]), payloads: await contractPayloads(), progress, signal,
      allowances: await allowancesOf(cwd, args.text('allow'), dayAt(clock.now())), strict: args.on('strict'), gate,
      ...(scenarios && { scenarios }), ...(tier && { tier }),
    });
    return keep ? keep(report) : report;
  },
};
export default command;
