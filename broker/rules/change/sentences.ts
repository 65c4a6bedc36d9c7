import type { ChangeClass, PactChange } from '#broker/rules/change/change';

/** What a class means for the provider. */
export const CLASS_WORDS: Record<ChangeClass, string> = {
  breaking: 'may break the provider: it must be verified again', compatible: 'compatible: a provider of the old pact satisfies the new one', cosmetic: 'cosmetic: nothing is asked otherwise',
};

/** A change as a person reads it, without its class. */
export function changeSentence({ kind, interaction, path, before = 'nothing', after = 'nothing' }: PactChange): string {
  const name = interaction === '' ? '' : `interaction "${interaction}": `;
  switch (kind) {
    case 'interaction-new': return `interaction "${interaction}" is new`;
    case 'interaction-gone': return `interaction "${interaction}" is gone`;
    case 'interaction-renamed': return `interaction "${interaction}" was called ${short(before)}`;
    case 'message-renamed': return `message "${interaction}" was called ${short(before)}; the provider makes it by that name`;
    case 'states-changed': return `${name}${path} were ${short(before)}, are ${short(after)}; the provider needs a handler for each`;
    case 'request-matcher-widened': return `${name}${path} may now be ${short(after)}, was ${short(before)}`;
    case 'request-matcher-narrowed': return `${name}${path} is now ${short(after)} only, was ${short(before)}`;
    case 'expectation-new': return `${name}${path} is expected now (${short(after)})`;
    case 'expectation-gone': return `${name}${path} is no longer expected`;
    case 'example-changed': return `${name}${path} has another example: ${short(after)}`;
    case 'now-counts': return `${name}it is no longer pending, so its failure counts`;
    case 'now-pending': return `${name}it is pending, so its failure does not count`;
    case 'notes-changed': return `${name}${path} changed`;
    default: return `${name}${path} was ${short(before)}, is ${short(after)}`;
  }
}

const short = (text: string): string => (text.length > 80 ? `${text.slice(0, 77)}…` : text);
