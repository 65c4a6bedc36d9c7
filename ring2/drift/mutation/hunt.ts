import { reasonOf } from '#core/errors';
import type { Result } from '#core/report';
import type { Expected, Mutant } from '#ring2/drift/mutation/mutant';
import { loadMutant } from '#ring2/drift/mutation/parallel-emulator';
import { type Performance, type Recording, record } from '#ring2/drift/play';
import type { Scenario } from '#ring2/drift/scenario';
import type { DriftTarget } from '#ring2/drift/target';
import { azureSdkJs } from '#ring2/drift/drivers/azure-sdk';
import { embeddedTarget } from '#ring2/drift/targets/embedded';
import { judge } from '#ring2/drift/verdict';
import { DEFAULT_GATE } from '#ring2/drift/verdict/classification';
import type { DriftFinding } from '#ring2/drift/verdict/finding';

// Aliases, not interfaces: they are stored in reports.
/** What one of the scenarios that are about a mutant gave. */
export type Catch = {
  scenario: string;
  expected: Expected;
  /** Whether there was drift at all, and whether the expected finding was among it. */
  found: boolean;
  classed: boolean;
  /** What there was instead. */
  instead?: string;
};

export type Hunt = {
  mutant: string;
  catches: Catch[];
  /** What happened in scenarios that the mutant does not name, or did not in those that it does; empty when all is well. */
  surprises: string[];
  /** The scenarios that were not green. */
  red: string[];
};

/** Cheap, of several groups: a mutant that breaks these breaks everything, and is no single deviation. */
const ORDINARY = ['peek-lock-complete', 'schedule-and-cancel', 'message-without-match-is-dropped', 'accept-empty-session-by-name', 'what-attach-answers'];

/**
 * Plays a mutant against the real emulator: the scenarios that are about it, and two ordinary ones that must stay green;
 * or, where `reaches` is known, all that can turn red.
 */
export async function hunt(mutant: Mutant, scenarios: readonly Scenario[], reference: (scenario: Scenario) => Promise<Recording>, reaches?: (mutant: Mutant, scenario: string) => boolean): Promise<Hunt> {
  const start = await loadMutant(mutant).catch((error: unknown) => reasonOf(error));
  const catches = (results: readonly Result[]) => Object.entries(mutant.caught).map(([scenario, expected]) => caught(scenario, expected, results.find(({ name }) => name === scenario)));
  if (typeof start === 'string') return { mutant: mutant.name, catches: catches([]), surprises: [start], red: [] };
  const left = embeddedTarget('tcp', azureSdkJs, { start });
  const disturbed = [...Object.keys(mutant.caught), ...(mutant.also ?? [])];
  const unknown = disturbed.filter((name) => !scenarios.some((scenario) => scenario.name === name));
  const ordinary = ORDINARY.filter((name) => !disturbed.includes(name)).slice(0, 2);
  const chosen = scenarios.filter(({ name }) => reaches?.(mutant, name) ?? (name in mutant.caught || ordinary.includes(name)));
  const results: Result[] = [];
  for (const scenario of chosen) results.push(await play(left, scenario, reference, scenario.name in mutant.caught ? 2 : 1));

  const red = results.filter(({ outcome }) => outcome !== 'passed').map(({ name }) => name);
  const surprises = [
    ...unknown.map((name) => `there is no scenario ${name}`),
    ...results.filter(({ name }) => red.includes(name) && !disturbed.includes(name)).map((result) => `${result.name} is not green: ${told(result)}`),
    ...(reaches ? (mutant.also ?? []).filter((name) => !red.includes(name)).map((name) => `${name} is green`) : []),
  ];
  return { mutant: mutant.name, catches: catches(results), surprises, red };
}

/** One scenario on the real emulator, asked once however many mutants are compared with it: that it does not differ from itself is known. */
export const recordReference = (): ((scenario: Scenario) => Promise<Recording>) => {
  const known = new Map<string, Promise<Recording>>();
  return (scenario) => {
    const recording = known.get(scenario.name) ?? recordOn(embeddedTarget('tcp', azureSdkJs), scenario, 1);
    known.set(scenario.name, recording);
    return recording;
  };
};

async function play(left: DriftTarget, scenario: Scenario, reference: (scenario: Scenario) => Promise<Recording>, runs: number): Promise<Result> {
  const right = embeddedTarget('tcp', azureSdkJs);
  const recording = await recordOn(left, scenario, runs);
  return judge(performanceOf(scenario), { target: left, recording }, { target: right, recording: await reference(scenario) }, { gate: DEFAULT_GATE, excuse: () => undefined });
}

const recordOn = async (target: DriftTarget, scenario: Scenario, runs: number): Promise<Recording> =>
  record(target, await target.open([]), performanceOf(scenario), runs);

const performanceOf = (scenario: Scenario): Performance => ({ scenario, name: scenario.name, payload: { contract: '', interaction: 'a plain JSON message', body: { hello: 'bus' }, contentType: 'application/json' } });

function caught(scenario: string, expected: Expected, result: Result | undefined): Catch {
  // What is cosmetic is told and does not fail: found is that it was told.
  const found = result?.outcome === (expected.kind === 'cosmetic' ? 'passed' : 'failed') && findingsOf(result).length > 0;
  const classed = found && findingsOf(result).some((finding) => (Object.keys(expected) as (keyof Expected)[]).every((key) => finding[key] === expected[key]));
  return { scenario, expected, found, classed, ...(!classed && { instead: result ? told(result) : 'it was not played' }) };
}

const findingsOf = ({ details }: Result): DriftFinding[] => (details?.['findings'] ?? []) as DriftFinding[];

function told(result: Result): string {
  if (result.outcome === 'passed') return 'no drift';
  if (result.outcome === 'inconclusive') return `inconclusive: ${result.reason ?? ''}`;
  return findingsOf(result).map(({ step, path, kind, direction, actual, expected }) => `${step} · ${path} · ${kind} · ${direction} (${JSON.stringify(actual)}, not ${JSON.stringify(expected)})`).join('; ');
}
