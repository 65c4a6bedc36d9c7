import { createHash } from 'node:crypto';
import type { Direction, Finding } from '#core/compare';
import type { Json } from '#core/json';
import type { DriftKind } from '#core/transcript';
import type { Excuse } from '#ring2/drift/allowances/excuse';
import type { Performance } from '#ring2/drift/play';
import type { DriftTarget } from '#ring2/drift/target';
import { type Severity, fails, severityOf } from '#ring2/drift/verdict/classification';

/** One difference with what it means. An alias, not an interface: it is stored in reports. */
export type DriftFinding = {
  /** The same in every run that finds the same: see {@link fingerprintOf}. */
  fingerprint: string;
  /** `path` is a part of the step: `outcome`, `error.code`, `facts.deliveryCount` … */
  step: string;
  path: string;
  kind: DriftKind;
  direction: Direction;
  severity: Severity;
  /** Whether it fails the run, unless it is excused. */
  gates: boolean;
  /** What the reference shows. */
  expected: Json;
  /** What the side under examination shows. */
  actual: Json;
  /** Contracts whose consumers rely on the scenario's behaviour. */
  contracts: string[];
  /** One command that shows it again; a connection string stands in it as a variable. */
  reproduce: string;
  excused?: Excuse;
};

const DIGITS = 12;

/** `<scenario>:<12 hexadecimal digits>`, by scenario, driver, step, path and kind: nothing in it differs from run to run. */
export function fingerprintOf(scenario: string, driver: string, { step, path, kind }: Pick<Finding, 'step' | 'path' | 'kind'>): string {
  const hash = createHash('sha256').update(JSON.stringify([driver, step, path, kind])).digest('hex');
  return `${scenario}:${hash.slice(0, DIGITS)}`;
}

export const FINGERPRINT = new RegExp(`^([a-z0-9]+(?:-[a-z0-9]+)*):[0-9a-f]{${DIGITS}}$`);

/** What a difference means for this pair of targets. */
export function classify({ scenario }: Performance, left: DriftTarget, right: DriftTarget, gate: Severity, finding: Finding): DriftFinding {
  const { step, path, kind, direction } = finding;
  const contracts = [...scenario.contracts];
  const severity = severityOf(finding, contracts);
  return {
    fingerprint: fingerprintOf(scenario.name, left.driver, finding),
    step, path, kind, direction, severity, gates: fails(severity, gate), expected: finding.right, actual: finding.left, contracts,
    reproduce: reproduction(scenario, left, right),
  };
}

function reproduction({ name, tier }: Performance['scenario'], left: DriftTarget, right: DriftTarget): string {
  const driver = left.driver === 'azure-sdk-js' ? '' : ` --driver ${left.driver}`;
  const slow = tier === 'fast' ? '' : ` --tier ${tier}`;
  return `ringproof drift --left ${argument(left, 'DRIFT_LEFT')} --right ${argument(right, 'SERVICEBUS_CONNECTION_STRING')} --scenario ${name}${driver}${slow}`;
}

/** Where time is virtual the target is embedded, and its name is what the command line takes; any other is named by a connection string. */
const argument = ({ clock, name }: DriftTarget, variable: string): string => (clock === 'virtual' ? word(name) : `"$${variable}"`);
const word = (text: string): string => (/^[\w:=.,/-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`);
