import { readComposite } from '#ring2/drift/wire/performatives';
import { readError } from '#ring2/drift/wire/refusal';
import type { Typed } from '#ring2/drift/wire/typed';
import { isTrue } from '#ring2/drift/wire/values';
import type { Fields, WireOutcome } from '#ring2/drift/wire/wire';

const NAMED = ['accepted', 'rejected', 'released', 'modified', 'received'] as const;

/** What a disposition says. The outcome within a transactional state counts as the outcome (AMQP 1.0 part 4.4.4). */
export function readOutcome(disposition: Fields): WireOutcome {
  const state = disposition['state'];
  const settled = isTrue(disposition['settled']);
  if (!state) return { outcome: 'none', settled };
  const { name, fields } = innermost(state);
  return { outcome: NAMED.find((one) => one === name) ?? 'other', settled, ...readError(fields['error']), state };
}

function innermost(state: Typed): { name: string; fields: Fields } {
  const read = readComposite(state) ?? { name: 'other', fields: {} };
  return read.name === 'transactional-state' && read.fields['outcome'] ? innermost(read.fields['outcome']) : read;
}
