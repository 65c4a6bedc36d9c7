import { fromExpectation } from '#ring2/drift/golden/against';
import { inWords } from '#ring2/drift/golden/golden';
import type { Goldens } from '#ring2/drift/golden/store';
import { NOT_PLAYED, SUBJECTS } from '#ring2/drift/catalogue';
import type { Scenario } from '#ring2/drift/scenario';

/** Something about the bus that nothing published says, with the scenario that settles it on a real namespace. */
export type Assumption = {
  scenario: string;
  /** What is taken for true. */
  fact: string;
  /** What the guess rests on. */
  restsOn: string;
  subjects: string[];
  /** Who relies on it. */
  contracts: string[];
  /** Recorded from Azure, and with which result; open where it was not. */
  state: string;
};

/** What nobody plays, so that nothing will settle it. */
export type Unplayed = { subject: string; fact: string; reason: string };

/** Marks in a source what it does not say itself, beside what it does. */
const INFERRED = '[inf]';

export function busAssumptions(scenarios: readonly Scenario[], goldens: Goldens): Assumption[] {
  return scenarios.filter(({ origin, source }) => origin === 'assumed' || source.includes(INFERRED)).map((scenario) => ({
    scenario: scenario.name, fact: scenario.expects, restsOn: scenario.source,
    subjects: scenario.ids.map((id) => `${id}, ${SUBJECTS[id] ?? ''}`), contracts: [...scenario.contracts], state: stateOf(scenario, goldens),
  }));
}

function stateOf(scenario: Scenario, goldens: Goldens): string {
  const golden = goldens.all.find((one) => one.scenario === scenario.name && one.origin.service === 'azure');
  if (!golden) return 'open';
  return `${inWords(golden)}: ${fromExpectation(scenario, golden.transcript, golden.driver.name).length > 0 ? 'contradicted' : 'confirmed'}`;
}

export const unplayed = (): Unplayed[] => Object.entries(NOT_PLAYED).map(([subject, reason]) => ({ subject, fact: SUBJECTS[subject] ?? '', reason }));
