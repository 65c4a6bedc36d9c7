import type { Direction, Finding } from '#core/compare';
import type { DriftKind } from '#core/transcript';

/** From the worst down. `info` is reported and never fails. */
export const SEVERITIES = ['critical', 'major', 'minor', 'info'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** The least severity that fails a run: what consumers see differently must be looked at, or excused by name. */
export const DEFAULT_GATE: Severity = 'minor';

type Row = Readonly<Record<Direction, Severity>>;

/** Nobody's contract rests on it. */
const ALONE: Readonly<Record<DriftKind, Row>> = {
  cosmetic: { strict: 'info', neutral: 'info', permissive: 'info' },
  default: { strict: 'minor', neutral: 'minor', permissive: 'major' },
  shape: { strict: 'minor', neutral: 'minor', permissive: 'major' },
  timing: { strict: 'minor', neutral: 'minor', permissive: 'major' },
  capability: { strict: 'major', neutral: 'major', permissive: 'critical' },
  semantic: { strict: 'major', neutral: 'major', permissive: 'critical' },
};

/** A contract rests on it: one worse, except where the side is too strict, because that shows itself as a red test. */
const RELIED_UPON: Readonly<Record<DriftKind, Row>> = {
  cosmetic: { strict: 'info', neutral: 'info', permissive: 'info' },
  default: { strict: 'minor', neutral: 'major', permissive: 'critical' },
  shape: { strict: 'minor', neutral: 'major', permissive: 'critical' },
  timing: { strict: 'minor', neutral: 'major', permissive: 'critical' },
  capability: { strict: 'major', neutral: 'critical', permissive: 'critical' },
  semantic: { strict: 'major', neutral: 'critical', permissive: 'critical' },
};

/** How bad a difference is, by what it is, which way it goes, and whether a contract rests on the behaviour. */
export const severityOf = ({ kind, direction }: Pick<Finding, 'kind' | 'direction'>, contracts: readonly string[]): Severity =>
  (contracts.length > 0 ? RELIED_UPON : ALONE)[kind][direction];

/** Whether a severity fails a run with this gate; `info` never does. */
export const fails = (severity: Severity, gate: Severity): boolean =>
  severity !== 'info' && SEVERITIES.indexOf(severity) <= SEVERITIES.indexOf(gate);
