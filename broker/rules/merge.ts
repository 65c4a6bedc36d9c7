import { canonical } from '#broker/rules/canonical';
import { type InteractionText, interactionsOf } from '#broker/rules/content';
import { type Document, type Node, itemsOf, memberOf, textOf } from '#core/lossless-json';

const REQUEST = ['method', 'path', 'query', 'body', 'headers'];

/** Interactions that both have, by description and states, with different requests: these cannot be merged. Named for a person. */
export function mergeConflicts(original: Document, addition: Document): string[] {
  if (!itemsOf(memberOf(original.root, 'interactions')) || !itemsOf(memberOf(addition.root, 'interactions'))) return ['a pact without interactions cannot be merged'];
  const known = byName(original);
  return [...byName(addition)].flatMap(([name, { node }]) => {
    const other = known.get(name);
    const differs = other && REQUEST.some((key) => textAt(addition, node, key) !== textAt(original, other.node, key));
    return differs ? [`the request of ${name} differs`] : [];
  });
}

/** The original's text with the addition's interactions: in the place of those with the same description and states, or at the end. */
export function mergeTexts(original: Document, addition: Document): string {
  const interactions = memberOf(original.root, 'interactions');
  const items = itemsOf(interactions) ?? [];
  const added = byName(addition);
  const names = new Map([...byName(original)].map(([name, { node }]) => [node, name]));
  const kept = items.map((item) => {
    const name = names.get(item);
    const replacement = name === undefined ? undefined : added.get(name);
    if (name !== undefined) added.delete(name);
    return replacement ? textOf(addition, replacement.node) : textOf(original, item);
  });
  const list = `[${[...kept, ...[...added.values()].map(({ node }) => textOf(addition, node))].join(',')}]`;
  return interactions ? original.text.slice(0, interactions.start) + list + original.text.slice(interactions.end) : original.text;
}

/** Of the interactions, not of messages: the real broker merges no others. */
function byName(document: Document): Map<string, InteractionText> {
  const own = new Set(itemsOf(memberOf(document.root, 'interactions')));
  return new Map(interactionsOf(document).filter(({ node }) => own.has(node)).map((one) => [`"${one.description ?? ''}"${one.states.length > 0 ? ` given ${JSON.stringify(one.states)}` : ''}`, one]));
}

function textAt(document: Document, interaction: Node, key: string): string | undefined {
  const node = memberOf(memberOf(interaction, 'request'), key);
  return node && canonical(document, node);
}
