import type { Command } from '#commands/context';
import { listContracts, loadContract } from '#contracts/load';
import { type Contract, type Evidence, contractName, gatesEverywhere } from '#core/contract';
import { allRequirements } from '#contracts/requirements';
import type { Result } from '#core/report';
import { type Assumption, type Unplayed, busAssumptions, unplayed } from '#ring2/drift/assumptions';
import { loadGoldens } from '#ring2/drift/golden/store';
import { loadScenarios } from '#ring2/drift/scenarios';

const command: Command = {
  usage: '[--goldens DIR]',
  about: `Lists what ringproof only assumes, and what would settle it: of the bus, with the scenario to record on a real
namespace (\`ringproof drift --record --scenario NAME\`), and of contracts, with the owner to ask. Always ends with 0.`,
  flags: { goldens: { type: 'string', value: 'DIR', help: 'a folder of goldens beside those of ringproof: what they settle is said' } },
  async run(args) {
    const folder = args.text('goldens');
    const bus = busAssumptions(await loadScenarios(), await loadGoldens(folder === undefined ? [] : [folder]));
    const contracts = (await Promise.all((await listContracts()).map((name) => loadContract(name)))).flatMap(ofContract);
    const requirements = allRequirements().flatMap(({ subject, requirements: all }) => guessed(subject, all));
    const results = [...bus.map(ofBus), ...unplayed().map(ofNobody), ...contracts, ...requirements];
    return {
      schemaVersion: 1, verb: 'assumptions', outcome: 'passed', results,
      counts: { 'inferred or assumed of the bus': bus.length, 'never played': unplayed().length, 'of contracts': contracts.length, 'of what is deployed': requirements.length, settled: bus.filter(({ state }) => state !== 'open').length },
    };
  },
};
export default command;

// Nobody can tell yet whether it is so: neither passed nor failed.
const open = (name: string, lines: string[], details: NonNullable<Result['details']>): Result => ({ name, outcome: 'inconclusive', reason: lines.join('\n'), details });

const ofBus = (one: Assumption): Result => open(`bus: ${one.scenario}`, [
  one.fact, `rests on: ${one.restsOn}`, `behaviour: ${one.subjects.join('; ')}`,
  ...(one.contracts.length > 0 ? [`relied on by: ${one.contracts.join(', ')}`] : []), one.state === 'open' ? `settled by: ringproof drift --record --scenario ${one.scenario}` : `settled: ${one.state}`,
], { group: 'bus', ...one });

const ofNobody = (one: Unplayed): Result => open(`never played: ${one.subject}`, [one.fact, `because: ${one.reason}`], { group: 'never played', ...one });

const ofContract = (contract: Contract): Result[] => guessed(contractName(contract), contract.interactions);

/** Interactions or requirements that rest on a guess. */
const guessed = (name: string, all: readonly { description: string; evidence: Evidence }[]): Result[] =>
  all.filter(({ evidence }) => !gatesEverywhere(evidence)).map(({ description, evidence: { kind, source, owner } }) => open(
    `${name}: ${description}`, [`${kind}, rests on: ${source}`, ...(owner === undefined ? [] : [`settled by: ${owner}`])],
    { group: 'contracts', contract: name, interaction: description, evidence: kind, restsOn: source, ...(owner !== undefined && { owner }) },
  ));
