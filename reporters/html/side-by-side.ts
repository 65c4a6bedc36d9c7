import { type Finding, compareTranscripts } from '#core/compare';
import { type Json, isObject } from '#core/json';
import type { NormalFact, Transcript, TranscriptEvent } from '#core/transcript';
import { escape } from '#reporters/html/escape';

/** Two sides of one check: what each is called, and what it showed. */
export interface Sides { left: { name: string; transcript: Transcript }; right: { name: string; transcript: Transcript } }

/** The two transcripts in a result's details, when it has both. */
export function sidesIn(details: { [key: string]: Json } | undefined): Sides | undefined {
  const [left, right] = [sideIn(details?.['left']), sideIn(details?.['right'])];
  return left && right ? { left, right } : undefined;
}

function sideIn(value: Json | undefined): Sides['left'] | undefined {
  if (!isObject(value) || !isObject(value['transcript']) || value['transcript']['tnf'] !== 1) return undefined;
  return { name: typeof value['target'] === 'string' ? value['target'] : '', transcript: value['transcript'] as unknown as Transcript };
}

/** Both transcripts step by step. A step that differs is open and lit up; the first difference says that it is the first. */
export function sideBySide({ left, right }: Sides): string {
  const findings = compareTranscripts(left.transcript, right.transcript);
  const steps = [...new Set([...right.transcript.events, ...left.transcript.events].map(({ step }) => step))];
  const first = steps.find((step) => findings.some((finding) => finding.step === step));
  const rows = steps.map((step) => {
    const own = findings.filter((finding) => finding.step === step);
    const cells = [left, right].map(({ name, transcript }) => side(name, transcript.events.find((event) => event.step === step), own));
    const label = step === first ? ' <span class="first">first difference</span>' : own.length > 0 ? ' <span class="differs">differs</span>' : ' <span class="soft">same</span>';
    return `<details class="step${own.length > 0 ? ' lit' : ''}"${own.length > 0 ? ' open' : ''}><summary>${escape(step)}${label}</summary><div class="pair">${cells.join('')}</div></details>`;
  });
  // An order is told of an actor, not of a step.
  const courses = findings.filter(({ path }) => path === 'order').map((finding) => `<p class="differs">The steps of ${escape(finding.step)} came in another order.</p>`);
  return `<div class="pair heads"><strong>${escape(left.name)}</strong><strong>${escape(right.name)}</strong></div>${courses.join('')}${rows.join('\n')}`;
}

function side(name: string, event: TranscriptEvent | undefined, findings: readonly Finding[]): string {
  const label = `<span class="who">${escape(name)}</span>`;
  if (!event) return `<div>${label}<p><mark>not taken</mark></p></div>`;
  const differs = (path: string) => findings.some((finding) => finding.path === path);
  const line = (path: string, words: string) => (differs(path) ? `<mark>${words}</mark>` : words);
  const { outcome, error, op, facts } = event;
  const errors = error ? Object.entries(error).map(([key, value]) => row(key, line(`error.${key}`, escape(String(value))))) : [];
  const rows = Object.entries(facts).map(([fact, value]) => row(fact, line(`facts.${fact}`, escape(show(value)))));
  return `<div>${label}<p>${escape(op)}: ${line('outcome', escape(outcome))}</p>${errors.length + rows.length > 0 ? `<dl>${[...errors, ...rows].join('')}</dl>` : ''}</div>`;
}

const row = (name: string, value: string): string => `<dt>${escape(name)}</dt><dd>${value}</dd>`;

function show(fact: NormalFact): string {
  if ('exact' in fact) return JSON.stringify(fact.exact);
  if ('text' in fact) return fact.text;
  if ('symbol' in fact) return fact.order ? `${fact.symbol}, ${fact.order}` : fact.symbol;
  if ('offsetMs' in fact) return `${fact.from} ${fact.offsetMs < 0 ? '-' : '+'} ${Math.abs(fact.offsetMs)} ms (± ${fact.toleranceMs} ms)`;
  return `${fact.holds ? 'not before' : 'before'} ${fact.notBefore}`;
}
