import type { Mismatch } from '#core/mismatch';
import type { Report, Result } from '#core/report';
import { differenceSentence } from '#reporters/words';
import type { Annotation } from './workflow-commands.ts';

/** Where an interaction is described, relative to the repository; undefined when it is described elsewhere. */
export type Locate = (contract: string, interaction: string) => { file: string; line: number } | undefined;

/** GitHub shows ten errors and ten warnings of a step, and leaves out the rest without a word. */
const SHOWN = 10;

/** What did not pass, each at the line that it is about. `inconclusive` warns: the exit code fails the step in any case. */
export function annotationsOf(report: Report, locate: Locate): Annotation[] {
  const all = report.results.filter(({ outcome }) => outcome !== 'passed').flatMap((result) => of(report.verb, result, locate));
  if (all.length <= SHOWN) return all;
  const kept = all.slice(0, SHOWN - 1);
  return [...kept, { level: 'error', title: `ringproof ${report.verb}`, message: `and ${all.length - kept.length} more: see the job summary and the report` }];
}

function of(verb: string, { name, outcome, reason, mismatches = [] }: Result, locate: Locate): Annotation[] {
  const level = outcome === 'failed' ? 'error' : 'warning';
  if (mismatches.length === 0) return [{ level, title: `ringproof ${verb}: ${name}`, message: reason ?? outcome, ...locate(name, '') }];
  return mismatches.map((one: Mismatch) => ({
    level, title: `ringproof ${verb}: ${one.interaction || name}`, message: [differenceSentence(one), one.advice].filter(Boolean).join('\n'), ...locate(one.contract, one.interaction),
  }));
}
