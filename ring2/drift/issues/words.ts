import { type Subject, SUMMARY, markerOf } from '#ring2/drift/issues/marker';
import type { DriftFinding } from '#ring2/drift/verdict/finding';

export interface Draft { title: string; body: string }
export type Pair = Pick<Subject, 'left' | 'right'>;

/** GitHub takes 65 536 characters. */
const LONGEST_VALUE = 2000;

/** The issue about one difference. Nothing in it changes from run to run, so that an unchanged difference changes nothing. */
export function draftOf(finding: DriftFinding, pair: Pair): Draft {
  const { fingerprint, step, path, kind, direction, severity, expected, actual, contracts, reproduce } = finding;
  const way = direction === 'neutral' ? '' : `, ${direction}`;
  return {
    title: `Drift: ${fingerprint.split(':')[0] ?? ''}, ${step}: ${path.replace(/^facts\./, '')}`.slice(0, 200),
    body: `${[
      markerOf({ fingerprint, ...pair }),
      `**${severity}**: ${kind} drift${way} of \`${pair.left}\` from \`${pair.right}\`.`,
      `Step: ${code(step)} Path: ${code(path)}`,
      `Expected, as \`${pair.right}\` shows it:`, fenced(expected), `Actual, as \`${pair.left}\` shows it:`, fenced(actual),
      `Contracts that rely on it: ${contracts.join(', ') || 'none'}.`,
      'See it again:', fenced(reproduce, 'sh'),
      `To live with it for some days: \`ringproof drift allow ${fingerprint} --owner … --reason … --link …\``,
    ].join('\n\n')}\n`,
  };
}

/** The issue about all the others; `kept` are its lines about what was not played this time. */
export function summaryDraft(rest: readonly DriftFinding[], kept: readonly string[], pair: Pair): Draft {
  const lines = [...kept, ...rest.map(({ fingerprint, severity, step, path }) => `- ${severity} \`${fingerprint}\` ${code(`${step}: ${path}`)}`)].sort();
  return {
    title: `Drift: ${lines.length} more difference${lines.length === 1 ? '' : 's'}`,
    body: `${markerOf({ fingerprint: SUMMARY, ...pair })}\n\nDifferences of \`${pair.left}\` from \`${pair.right}\` without an issue of their own:\n\n${lines.join('\n').slice(0, 60_000)}\n`,
  };
}

const code = (text: string) => `\`${text.replaceAll('`', "'")}\``;

/** In a fence longer than any in the text: what a foreign service says mentions nobody and closes nothing. */
function fenced(value: unknown, language = ''): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value, null, 2);
  const shown = text.length > LONGEST_VALUE ? `${text.slice(0, LONGEST_VALUE)}…` : text;
  const fence = '`'.repeat(Math.max(3, ...(shown.match(/`+/g) ?? []).map((run) => run.length + 1)));
  return `${fence}${language}\n${shown}\n${fence}`;
}
