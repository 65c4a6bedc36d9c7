import { type EvidenceDemand, evidenceProblem } from '#broker/rules/evidence';
import type { Evaluation } from '#broker/rules/matrix';
import type { MatrixRow } from '#broker/rules/matrix-row';
import type { Reason } from '#broker/rules/reasons';
import { type ResolvedSelector, onlyName } from '#broker/rules/selector';

export interface Deployability {
  verdict: 'yes' | 'no' | 'unknown';
  reasons: Reason[];
  rows: MatrixRow[];
}

/** A verdict with what the real broker's summary says beside it. */
export interface Judgement extends Deployability {
  /** The real broker's value: a missing result makes it null, even beside a failed one. */
  deployable: boolean | null;
  counts: { success: number; failed: number; unknown: number; ignored?: number };
}

const NO: ReadonlySet<Reason['type']> = new Set<Reason['type']>(['version-does-not-exist', 'verification-failed']);

/**
 * Decides by the real broker's rules whether the specified versions work with the others: `no` when a required result
 * failed or the version is unknown, `unknown` when one is missing or its evidence is not what was asked for, else `yes`.
 */
export function judge(evaluation: Evaluation, demand: EvidenceDemand): Judgement {
  const { rows, selectors, ignored, missing } = evaluation;
  const considered = rows.filter((row) => !row.ignored);
  const nonexistent = selectors.filter((one) => one.specified && !one.exists && !one.ignored);
  const failed = considered.filter(({ verification }) => verification?.success === false);
  const unverified = considered.filter(({ verification }) => !verification);
  const errors: Reason[] = nonexistent.length > 0
    ? nonexistent.map((selector) => ({ type: 'version-does-not-exist', selector }))
    : [
        ...missing.map(({ consumer, provider }): Reason => ({ type: 'not-verified', consumer: sideOf(selectors, consumer, undefined), provider: sideOf(selectors, provider, undefined) })),
        ...failed.map((row): Reason => ({ type: 'verification-failed', ...sidesOf(selectors, row), failures: row.verification?.failures ?? [] })),
        ...unverified.map((row): Reason => ({ type: 'not-verified', ...sidesOf(selectors, row) })),
        ...considered.flatMap((row) => {
          const problem = row.verification?.success ? evidenceProblem(row.proofs, demand, `${row.consumer.name}--${row.provider.name}`) : undefined;
          return problem ? [{ ...problem, ...sidesOf(selectors, row) }] : [];
        }),
      ];
  const verdict = errors.some(({ type }) => NO.has(type)) ? 'no' : errors.length > 0 ? 'unknown' : 'yes';
  const praise: Reason[] = errors.length > 0 ? [] : [{ type: considered.length > 0 ? 'all-verified' : 'nothing-required' }];
  const unknown = missing.length + unverified.length;
  return {
    verdict,
    reasons: [...warnings(evaluation), ...once(errors), ...praise],
    rows,
    deployable: nonexistent.length > 0 ? false : unknown > 0 ? null : failed.length === 0,
    counts: {
      success: considered.length - failed.length - unverified.length, failed: failed.length, unknown,
      ...(ignored.length > 0 && { ignored: rows.length - considered.length }),
    },
  };
}

function warnings({ selectors, ignored, targeted }: Evaluation): Reason[] {
  const specified = selectors.filter((one) => one.specified);
  const questions = specified.filter((one) => !onlyName(one));
  return [
    ...ignored.filter(({ exists }) => !exists).map((selector): Reason => ({ type: 'cannot-ignore', selector })),
    ...(specified.length === 1 && !targeted ? [{ type: 'no-environment' as const }] : []),
    ...(questions.length > 0 && questions.every(({ version }) => version === undefined) ? [{ type: 'no-version-number' as const }] : []),
  ];
}

const sidesOf = (selectors: readonly ResolvedSelector[], { consumer, provider }: MatrixRow) => ({
  consumer: sideOf(selectors, consumer.name, consumer.version.number),
  provider: sideOf(selectors, provider.name, provider.version?.number),
});

/** The selector that brought a version into the rows; without one, the version as it is. */
function sideOf(selectors: readonly ResolvedSelector[], pacticipant: string, number: string | undefined): ResolvedSelector {
  const own = selectors.filter((one) => one.pacticipant === pacticipant);
  const found = own.length === 1 ? own[0] : number === undefined ? undefined : own.find((one) => one.number === number);
  return found ?? { pacticipant, ...(number !== undefined && { number }), exists: true, specified: false, ignored: false };
}

const once = (reasons: Reason[]): Reason[] => [...new Map(reasons.map((reason) => [JSON.stringify(reason), reason])).values()];
