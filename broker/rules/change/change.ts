/**
 * What a change of a pact means for the provider. `breaking`: it may have to do what it did not have to do before, so it must
 * be verified again. `compatible`: whoever satisfied the old pact satisfies the new one. `cosmetic`: nothing is asked otherwise.
 */
export type ChangeClass = 'breaking' | 'compatible' | 'cosmetic';

export type ChangeKind =
  | 'interaction-new' | 'interaction-gone' | 'interaction-renamed' | 'message-renamed'
  | 'states-changed' | 'request-changed' | 'request-matcher-widened' | 'request-matcher-narrowed'
  | 'expectation-new' | 'expectation-gone' | 'value-changed' | 'example-changed' | 'matcher-loosened' | 'matcher-tightened' | 'matcher-changed'
  | 'now-counts' | 'now-pending' | 'notes-changed' | 'other';

/** One change; `path` from the part (`response body $.token`), '' for the whole. Values as JSON text. */
export interface PactChange { class: ChangeClass; kind: ChangeKind; interaction: string; path: string; before?: string; after?: string }

const CLASS: Record<ChangeKind, ChangeClass> = {
  'interaction-new': 'breaking', 'interaction-gone': 'compatible', 'interaction-renamed': 'cosmetic',
  // A provider finds the message that it should produce by the description.
  'message-renamed': 'breaking',
  'states-changed': 'breaking', 'request-changed': 'breaking', 'request-matcher-widened': 'breaking', 'request-matcher-narrowed': 'compatible',
  'expectation-new': 'breaking', 'expectation-gone': 'compatible', 'value-changed': 'breaking', 'example-changed': 'cosmetic',
  'matcher-loosened': 'compatible', 'matcher-tightened': 'breaking', 'matcher-changed': 'breaking',
  'now-counts': 'breaking', 'now-pending': 'compatible', 'notes-changed': 'cosmetic', other: 'breaking',
};

export type Found = Omit<PactChange, 'class' | 'interaction'>;

export const change = (interaction: string, found: Found): PactChange => ({ class: CLASS[found.kind], interaction, ...found });

const ORDER: readonly ChangeClass[] = ['breaking', 'compatible', 'cosmetic'];

/** The class of all changes together: the worst; of none, cosmetic. */
export const classOfAll = (changes: readonly PactChange[]): ChangeClass => ORDER.find((one) => changes.some((found) => found.class === one)) ?? 'cosmetic';
