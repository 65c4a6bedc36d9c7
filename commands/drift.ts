import { age, wholeNumber } from '#commands/args';
import { BROKER_FLAGS } from '#commands/broker-of';
import type { Command } from '#commands/context';
import { ALLOW_FILE, allowancesOf } from '#commands/drift/allow-file';
import { ISSUE_FLAGS, issueKeeper } from '#commands/drift/issues';
import { LEDGER_FLAG, ledgerOf } from '#commands/drift/ledger-flag';
import { notePlays } from '#commands/drift/note-plays';
import { BUDGET_FLAGS, announcing, budgetOf, mentionLeftovers } from '#commands/drift/real-time';
import { choice } from '#commands/drift/choice';
import { RECORD_FLAGS, recordDrift } from '#commands/drift/recording';
import { driftRunsFile } from '#commands/drift/runs';
import { SHARE_FLAGS, shareOf } from '#commands/drift/share';
import { contractPayloads } from '#commands/payloads';
import { RingproofError } from '#core/errors';
import { dayAt } from '#ring2/drift/allowances/days';
import type { Ran } from '#ring2/drift/freshness/runs';
import { DEFAULT_GATE, SEVERITIES } from '#ring2/drift/verdict/classification';

const TIERS = ['fast', 'minutes', 'nightly'] as const;
const GATES = SEVERITIES.filter((one) => one !== 'info');

const command: Command = {
  usage: '[--left TARGET] [--right TARGET] [--driver NAME] [--scenario GLOB]',
  about: `Plays the same scenarios on two Service Bus targets, twice each, and compares what was seen. 0: no drift that nobody
excuses, 1: drift, 3: could not tell, 4: an allowance has expired, evidence is older than --max-age, or nothing ran. What a
target or client is declared not to have is told, and is no reason for 3.
A TARGET is emulator:tcp, emulator:ws (an embedded emulator on a virtual clock; :premium or :official-emulator behind it: with
the limits and defaults of these) or a connection string,
with ;TransportType=AmqpWebSockets for WebSocket and ;AdministrationPort=N where an emulator has its administration API elsewhere.
On a target in real time each run makes its own entities and removes them; what a crash leaves, \`drift gc\` removes. Where the
key or the target does not allow that, plain queues must exist; what is missing is named.
With --driver amqp-go also another AMQP 1.0 broker: amqp://USER:PASSWORD@HOST[:PORT][/PREFIX], its queues' names below the prefix.`,
  flags: {
    left: { type: 'string', value: 'TARGET', help: 'the side under examination (default emulator:tcp)' },
    right: { type: 'string', value: 'TARGET', help: 'the reference (default SERVICEBUS_CONNECTION_STRING, else emulator:ws), or "golden": the left side against the goldens alone' },
    driver: { type: 'string', value: 'NAME', help: 'the client that asks both sides: azure-sdk-js (default), azure-sdk-python, amqp-go' },
    goldens: { type: 'string', value: 'DIR', help: 'a folder of goldens beside those of ringproof, or "off": compare the two sides only' },
    scenario: { type: 'string', value: 'GLOB', help: 'only scenarios with such names' },
    tier: { type: 'string', value: 'TIER', help: `at most this slow: ${TIERS.join(', ')}` },
    ...SHARE_FLAGS,
    jobs: { type: 'string', value: 'N', help: 'scenarios at once: on a namespace each on its own entities (default 1), on embedded emulators in a thread for each core (default what the driver takes; 1: in one thread)' },
    runs: { type: 'string', value: 'K', help: 'runs on each side before comparing, at least 2' },
    allow: { type: 'string', value: 'FILE', help: `differences that somebody answers for (default ${ALLOW_FILE}, if it is there)` },
    strict: { type: 'boolean', help: 'an allowance that excused nothing fails too' },
    gate: { type: 'string', value: 'LEVEL', help: `the mildest difference that fails: ${GATES.join(', ')} (default ${DEFAULT_GATE})` },
    'max-age': { type: 'string', value: 'AGE', help: 'how old a proof on such a reference, or a golden, may be: 12h, 30d, 4w; of each selected scenario, played now or before' },
    ...RECORD_FLAGS,
    ...BUDGET_FLAGS,
    ...LEDGER_FLAG,
    ...ISSUE_FLAGS,
    ...BROKER_FLAGS,
  },
  async run(args, context) {
    const { cwd, env, clock, progress, signal, childOutput } = context;
    const { createMeter } = await import('#ring2/drift/provision/meter');
    const { appendRuns, readRuns, runsOf } = await import('#ring2/drift/freshness/runs');
    const tier = choice(args, 'tier', TIERS);
    const gate = choice(args, 'gate', GATES) ?? DEFAULT_GATE;
    const runs = wholeNumber(args, 'runs', 2, [2, 100]);
    const runsFile = driftRunsFile({ cwd });
    const played: Ran[] = [];
    const ran = (one: Ran) => {
      played.push(one);
      appendRuns(runsFile, runsOf(one, clock.now()));
    };
    const maxAgeMs = age(args, 'max-age');
    const jobs = args.text('jobs') === undefined ? undefined : wholeNumber(args, 'jobs', 1, [1, 100]);
    const budget = budgetOf(args);
    const driver = args.text('driver');
    const options = { ledgerFile: ledgerOf(args, context), meter: createMeter(budget), ...(driver !== undefined && { driver }) };
    mentionLeftovers(options.ledgerFile, context, 'by ended runs');
    if (args.on('record')) return recordDrift(args, { env, progress, signal, now: () => clock.now(), say: childOutput, ran, runsFile, options }, tier ?? 'fast', runs);

    const { parseTarget } = await import('#ring2/drift/targets');
    const { loadGoldens } = await import('#ring2/drift/golden/store');
    const { runDrift } = await import('#ring2/drift/run');
    const { threadsFor } = await import('#ring2/drift/threads/players');
    const { loadScenarios, selectScenarios } = await import('#ring2/drift/scenarios');
    const keep = issueKeeper(args, { env, signal });
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
      threads: threadsFor(targets, selected.length), ...(jobs !== undefined && { jobs }),
      allowances: await allowancesOf(cwd, args.text('allow'), dayAt(clock.now())), strict: args.on('strict'), gate,
      ...(maxAgeMs !== undefined && { freshEnough: { maxAgeMs, scenarios: selected, runs: () => readRuns(runsFile), now: () => clock.now() } }),
      runs, payloads: await contractPayloads(), progress, signal, ran, announce: announcing(targets, budget, jobs ?? 1, context),
    });
    mentionLeftovers(options.ledgerFile, context, 'by this run');
    const told = { ...report, notes: [...(report.notes ?? []), ...(await notePlays(args, context, played))] };
    return keep ? keep(told) : told;
  },
};
export default command;
