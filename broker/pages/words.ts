import { Html, html } from '#broker/pages/html';
import { paths } from '#broker/rules/paths';
import type { Grade } from '#core/target';

const STEPS: readonly [ms: number, name: string][] = [[86_400_000, 'd'], [3_600_000, 'h'], [60_000, 'min']];

/** How long ago, in its largest unit; `at` and `now` in milliseconds since the epoch. */
export function age(at: number, now: number): Html {
  const [ms, name] = STEPS.find(([length]) => now - at >= length) ?? [1000, 's'];
  return html`<time datetime="${new Date(at).toISOString()}">${Math.max(0, Math.floor((now - at) / ms))} ${name} ago</time>`;
}

interface Result { success: boolean; at: number; grade?: Grade }
export type Outcome = 'passed' | 'failed' | 'unknown';
export const outcomeOf = (result: { success: boolean } | undefined): Outcome => (result ? (result.success ? 'passed' : 'failed') : 'unknown');

/** A verification in words: outcome, age, evidence grade. */
export const verified = (result: Result | undefined, now: number, by?: string): Html => (result
  ? html`<span class="${outcomeOf(result)}">${result.success ? '✓ ok' : '✗ failed'}</span> <span class="soft">${by !== undefined && `by ${by}, `}${age(result.at, now)}, ${result.grade ?? 'no grade told'}</span>`
  : html`<span class="unknown">not verified</span>`);

export const application = (name: string): Html => html`<a href="${paths.pacticipant(name)}">${name}</a>`;
