import { appendFileSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { RingproofError, reasonOf } from '#core/errors';
import { isObject } from '#core/json';
import type { Verdict } from '#core/outcome';
import type { Result } from '#core/report';
import { type Service, serviceOf, sha256 } from '#ring2/drift/golden/golden';
import { ORIGINS, type Origin, type Scenario } from '#ring2/drift/scenario';
import type { DriftTarget } from '#ring2/drift/target';

/** Azure, whatever else answers at an address, or the emulator in ringproof's own process. */
export type TargetKind = Service | 'embedded';
export const TARGET_KINDS: readonly TargetKind[] = ['azure', 'other', 'embedded'];

/** That a scenario was played on a target, and how it ended. A target is a digest: its address is nobody's business. */
export interface DriftRun {
  schemaVersion: 1;
  /** ISO 8601, UTC. */
  at: string;
  scenario: string;
  outcome: Verdict;
  on: { kind: TargetKind; digest: string; driver: string; transport: 'tcp' | 'websocket' };
  /** What it was held to. */
  ground: Origin;
  /** How long it took, in milliseconds, on all sides together. */
  ms: number;
}

export interface Ran { scenario: Scenario; result: Result; targets: readonly DriftTarget[]; ms: number }

export const kindOf = ({ place }: DriftTarget): TargetKind => (place ? serviceOf(place) : 'embedded');

/** A run for each target that took part. */
export function runsOf({ scenario, result, targets, ms }: Ran, now: number): DriftRun[] {
  const ground = (result.details?.['golden'] as { ground?: Origin } | undefined)?.ground ?? scenario.origin;
  return targets.map((target) => ({
    schemaVersion: 1, at: new Date(now).toISOString(), scenario: scenario.name, outcome: result.outcome,
    on: { kind: kindOf(target), digest: sha256(target.place?.host.toLowerCase() ?? 'embedded'), driver: target.driver, transport: target.transport }, ground, ms,
  }));
}

/**
 * Adds runs to the file, one a line, at once: two processes may do so at the same time.
 * @throws RingproofError `RP_FILE_UNWRITABLE`
 */
export function appendRuns(file: string, runs: readonly DriftRun[]): void {
  try {
    mkdirSync(dirname(file), { recursive: true });
    appendFileSync(file, runs.map((run) => `${JSON.stringify(run)}\n`).join(''));
  } catch (thrown) {
    throw new RingproofError('RP_FILE_UNWRITABLE', { file, reason: reasonOf(thrown) }, thrown);
  }
}

/** All runs, oldest first; none when the file is not there. @throws RingproofError `RP_DRIFT_RUNS`, `RP_FILE_UNREADABLE` */
export function readRuns(file: string): DriftRun[] {
  const lines = read(file).split('\n');
  // Without its end a line was not finished: whoever wrote it was killed.
  return lines.slice(0, -1).map((line, index) => {
    const problem = (words: string) => new RingproofError('RP_DRIFT_RUNS', { file, line: index + 1, problem: words });
    let value: unknown;
    try {
      value = JSON.parse(line);
    } catch (thrown) {
      throw problem(reasonOf(thrown));
    }
    if (!isRun(value)) throw problem('it lacks what a run has');
    return value;
  }).sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code === 'ENOENT') return '';
    throw new RingproofError('RP_FILE_UNREADABLE', { file, reason: reasonOf(thrown) }, thrown);
  }
}

function isRun(value: unknown): value is DriftRun {
  if (!isObject(value) || value['schemaVersion'] !== 1 || !isObject(value['on'])) return false;
  const { at, scenario, outcome, on, ground, ms } = value as unknown as DriftRun;
  return !Number.isNaN(Date.parse(at)) && typeof scenario === 'string' && ['passed', 'failed', 'inconclusive'].includes(outcome) && typeof ms === 'number'
    && TARGET_KINDS.includes(on.kind) && ORIGINS.includes(ground) && typeof on.driver === 'string' && typeof on.transport === 'string';
}
