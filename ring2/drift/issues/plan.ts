import { SUMMARY, subjectOf } from '#ring2/drift/issues/marker';
import { type Draft, type Pair, draftOf, summaryDraft } from '#ring2/drift/issues/words';
import { SEVERITIES } from '#ring2/drift/verdict/classification';
import type { DriftFinding } from '#ring2/drift/verdict/finding';

export interface Issue { number: number; state: 'open' | 'closed'; title: string; body: string }

export type Action =
  | { do: 'create'; draft: Draft }
  | { do: 'update'; issue: number; draft: Draft }
  | { do: 'reopen'; issue: number; draft: Draft }
  | { do: 'close'; issue: number };

export interface Situation {
  /** Every gating difference, also those excused: an excused one opens nothing, and its issue stays as it is. */
  findings: readonly DriftFinding[];
  /** Scenarios that were played to a conclusion: only of these can it be said that a difference is gone. */
  concluded: ReadonlySet<string>;
  pair: Pair;
  issues: readonly Issue[];
  /** How many issues there may be about single differences; the rest share one. */
  max: number;
}

/** What to do so that the issues say what the run found. */
export function plan({ findings, concluded, pair, issues, max }: Situation): Action[] {
  const own = new Map<string, Issue>();
  for (const issue of [...issues].sort((a, b) => a.number - b.number)) {
    const subject = subjectOf(issue.body);
    const known = subject && own.get(subject.fingerprint);
    // Of two about the same, the open one; else the one that was there first.
    if (subject?.left === pair.left && subject.right === pair.right && (!known || (known.state === 'closed' && issue.state === 'open'))) own.set(subject.fingerprint, issue);
  }
  const found = new Map(findings.map((finding) => [finding.fingerprint, finding]));
  const drift = [...found.values()].filter(({ excused }) => !excused || excused.expired).sort((a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity));
  const isOpen = ({ fingerprint }: DriftFinding) => own.get(fingerprint)?.state === 'open';
  const isUnplayed = (fingerprint: string) => !found.has(fingerprint) && !concluded.has(scenarioOf(fingerprint));
  const untouched = [...own].filter(([fingerprint, { state }]) => state === 'open' && fingerprint !== SUMMARY && isUnplayed(fingerprint));
  // What was not played keeps its issue, and with it a place among them.
  const room = Math.max(0, max - untouched.length - drift.filter(isOpen).length);
  const others = drift.filter((finding) => !isOpen(finding));
  const single = [...drift.filter(isOpen), ...others.slice(0, room)];
  const rest = others.slice(room);

  const summary = own.get(SUMMARY);
  const kept = summary?.state === 'open' ? linesIn(summary).filter(({ fingerprint }) => isUnplayed(fingerprint)).map(({ line }) => line) : [];
  const gone = [...own].filter(([fingerprint, { state }]) => state === 'open' && fingerprint !== SUMMARY && !found.has(fingerprint) && concluded.has(scenarioOf(fingerprint)));
  return [
    ...single.flatMap((finding) => actionsFor(own.get(finding.fingerprint), draftOf(finding, pair))),
    ...gone.map(([, { number }]): Action => ({ do: 'close', issue: number })),
    ...(rest.length + kept.length > 0 ? actionsFor(summary, summaryDraft(rest, kept, pair)) : []),
    ...(rest.length + kept.length === 0 && summary?.state === 'open' ? [{ do: 'close', issue: summary.number } as const] : []),
  ];
}

const scenarioOf = (fingerprint: string): string => fingerprint.split(':')[0] ?? '';

/** The differences that a summary lists. */
const linesIn = ({ body }: Issue): { fingerprint: string; line: string }[] => [...body.matchAll(/^- \w+ `([^`]+)`.*$/gm)].map(([line, fingerprint = '']) => ({ fingerprint, line: line.trimEnd() }));

function actionsFor(issue: Issue | undefined, draft: Draft): Action[] {
  if (!issue) return [{ do: 'create', draft }];
  if (issue.state === 'closed') return [{ do: 'reopen', issue: issue.number, draft }];
  // GitHub gives lines back as it was sent them by a browser.
  return issue.body.replaceAll('\r\n', '\n') === draft.body ? [] : [{ do: 'update', issue: issue.number, draft }];
}
