import { wholeNumber } from '#commands/args';
import { driftRunsFile } from '#commands/drift-runs';
import { recordDrift } from '#commands/drift-recording';
import { contractPayloads } from '#commands/payloads';
import type { Command } from '#commands/context';
import { LEDGER_FLAG, ledgerOf } from '#commands/drift/ledger-flag';
import { BUDGET_FLAGS, announcing, budgetOf, mentionLeftovers } from '#commands/drift/real-time';
import { RingproofError } from '#core/errors';
import type { Ran } from '#ring2/drift/freshness/runs';

const TIERS = ['fast', 'minutes', 'nightly'] as const;

const command: Command = {
  usage: '[--left TARGET] [--right TARGET] [--driver NAME] [--scenario GLOB]',
  about: `Plays the same scenarios on two Service Bus targets, twice each, and compares what was seen. 0: same, 1: drift, 3: could not tell.
A TARGET is emulator:tcp, emulator:ws (an embedded emulator on a virtual clock) or a connection string,
with ;TransportType=AmqpWebSockets for WebSocket and ;AdministrationPort=N where an emulator has its administration API elsewhere.
On a target in real time each run makes its own entities and removes them; what a crash leaves, \`drift gc\` removes. Where the
key or the target does not allow that, plain queues must exist; what is missing is named.
With --driver amqp-go also another AMQP 1.0 broker: amqp://USER:PASSWORD@HOST[:PORT][/PREFIX], its queues' names below the prefix.`,
  flags: {
    left: { type: 'string', value: 'TARGET', help: 'the side under examination (default emulator:tcp)' },
    right: { type: 'string', value: 'TARGET', help: 'the reference (default SERVICEBUS_CONNECTION_STRING, else emulator:ws), or "golden": the left side against the goldens alone' },
    goldens: { type: 'string', value: 'DIR', help: 'a folder of goldens beside those of ringproof, or "off": compare the two sides only' },
    scenario: { type: 'string', value: 'GLOB', help: 'only scenarios with such names' },
    driver: { type: 'string', value: 'NAME', help: 'the client that asks both sides: azure-sdk-js (default), azure-sdk-python, amqp-go' },
    tier: { type: 'string', value: 'TIER', help: `at most this slow: ${TIERS.join(', ')}` },
    oldest: { type: 'string', value: 'N', help: 'only the N scenarios that were proven least recently on such a reference (drift status)' },
    budget: { type: 'string', value: 'MINUTES', help: 'the same, as many as fit into so much time' },
    record: { type: 'boolean', help: 'keep what the right side shows as goldens in DIR (--goldens); what is there already is not asked again' },
    region: { type: 'string', value: 'NAME', help: 'with --record: where the namespace is' },
    sku: { type: 'string', value: 'NAME', help: "with --record: the namespace's tier, such as Standard" },
    jobs: { type: 'string', value: 'N', help: 'scenarios at once (default what targets and driver take)' },
    runs: { type: 'string', value: 'K', help: 'runs on each side before comparing, at least 2' },
    ...BUDGET_FLAGS,
    ...LEDGER_FLAG,
  },
  async run(args, context) {
    const { cwd, env, clock, progress, signal, childOutput } = context;
    const { createMeter } = await import('#ring2/drift/provision/meter');
    const { parseTarget } = await import('#ring2/drift/targets');
    const { loadGoldens } = await import('#ring2/drift/golden/store');
    const { runDrift } = await import('#ring2/drift/run');
    const { appendRuns, runsOf } = await import('#ring2/drift/freshness/runs');
    const { loadScenarios, selectScenarios } = await import('#ring2/drift/scenarios');
    const { shareOf } = await import('#commands/drift-share');
    const tier = TIERS.find((one) => one === args.text('tier'));
    if (args.text('tier') && !tier) throw new RingproofError('RP_USAGE_VALUE', { flag: '--tier', value: args.text('tier') ?? '', expected: `One of ${TIERS.join(', ')}.` });
    const runs = wholeNumber(args, 'runs', 2, [2, 100]);
    const runsFile = driftRunsFile({ cwd });
    const ran = (one: Ran) => appendRuns(runsFile, runsOf(one, clock.now()));
    const budget = budgetOf(args);
    const driver = args.text('driver');
    const options = { ledgerFile: ledgerOf(args, context), meter: createMeter(budget), ...(driver !== undefined && { driver }) };
    mentionLeftovers(options.ledgerFile, context, 'by ended runs');
    if (args.on('record')) return recordDrift(args, { env, progress, signal, now: () => clock.now(), say: childOutput, ran, runsFile, options }, tier ?? 'fast', runs);
    const folder = args.text('goldens');
    const reference = args.text('right') ?? env['SERVICEBUS_CONNECTION_STRING'] ?? 'emulator:ws';
    if (reference === 'golden' && folder === 'off') throw new RingproofError('RP_USAGE_VALUE', { flag: '--goldens', value: 'off', expected: 'A folder: --right golden compares with nothing else.' });
    const left = parseTarget(args.text('left') ?? 'emulator:tcp', options);
    const right = reference === 'golden' ? undefined : parseTarget(reference, options);
    const targets = right ? [left, right] : [left];
    const selected = selectScenarios(await loadScenarios(), args.text('scenario') ?? '*', tier ?? (targets.some((target) => target.clock === 'real') ? 'fast' : 'nightly'));
    const report = await runDrift({
      left, ...(right && { right }), pack: shareOf(args, selected, right ?? left, runsFile), tier: 'nightly',
      ...(folder !== 'off' && { goldens: await loadGoldens(folder === undefined ? [] : [folder]) }),
      runs, payloads: await contractPayloads(), progress, signal, ran, announce: announcing(targets, budget, context), ...(args.text('jobs') !== undefined && { jobs: wholeNumber(args, 'jobs', 1, [1, 100]) }),
    });
    mentionLeftovers(options.ledgerFile, context, 'by this run');
    return report;
  },
};
export default command;
