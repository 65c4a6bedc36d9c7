import { canonical } from '#broker/rules/canonical';
import { type PactChange, change } from '#broker/rules/change/change';
import { interactionChanges } from '#broker/rules/change/interaction';
import { type Value, isMap, textOfValue, valueOf } from '#broker/rules/change/value';
import { type InteractionText, interactionsOf } from '#broker/rules/content';
import { type Document, memberOf, stringAt } from '#core/lossless-json';

interface One { name: string; kind: string; states: string; content: string; value: { [key: string]: Value } }

/**
 * What changed between two texts of a pact, and what each change means for the provider. Nothing is found when only the order
 * of keys and interactions is another; a change that is not understood is breaking.
 */
export function pactChanges(before: Document, after: Document): PactChange[] {
  const [old, now] = [oneOf(before), oneOf(after)];
  const found: PactChange[] = [];
  const pair = (match: (a: One, b: One) => boolean, tell: (a: One, b: One) => void) => {
    for (const b of [...now]) {
      const same_ = old.filter((a) => match(a, b));
      const [a] = same_;
      if (!a || same_.length > 1) continue;
      old.splice(old.indexOf(a), 1);
      now.splice(now.indexOf(b), 1);
      tell(a, b);
    }
  };
  const inside = (a: One, b: One) => void found.push(...interactionChanges(a.value, b.value).map((one) => change(b.name, one)));
  pair((a, b) => a.kind === b.kind && a.name === b.name && a.states === b.states, inside);
  pair((a, b) => a.kind === b.kind && a.content === b.content, (a, b) => {
    const kind = isHttp(b) ? 'interaction-renamed' : 'message-renamed';
    found.push(change(b.name, { kind, path: '', before: JSON.stringify(a.name), after: JSON.stringify(b.name) }), ...interactionChanges(a.value, b.value).map((one) => change(b.name, one)));
  });
  pair((a, b) => a.kind === b.kind && a.name === b.name, inside);
  found.push(...old.map(({ name }) => change(name, { kind: 'interaction-gone', path: '' })), ...now.map(({ name }) => change(name, { kind: 'interaction-new', path: '' })));
  const specification = [before, after].map(specificationOf);
  if (specification[0] !== specification[1]) found.push(change('', { kind: 'other', path: 'metadata pactSpecification', before: specification[0] ?? '', after: specification[1] ?? '' }));
  return found;
}

const isHttp = ({ value }: One): boolean => 'response' in value && value['type'] !== 'Synchronous/Messages';

/** What an interaction may have otherwise and still ask the same. */
const NOT_CONTENT = new Set(['description', 'comments', 'key', '_id', 'pending']);

function oneOf(document: Document): One[] {
  return interactionsOf(document).map(({ node, description = '' }: InteractionText): One => {
    const read = valueOf(document, node);
    const value = isMap(read) ? read : {};
    const content = Object.fromEntries(Object.entries(value).filter(([key]) => !NOT_CONTENT.has(key)));
    return { name: description, kind: textOfValue(value['type']), states: textOfValue([value['providerState'] ?? null, value['providerStates'] ?? null]), content: textOfValue(content), value };
  });
}

/** Rules mean other things in other specifications, so a change of it is one of everything. */
function specificationOf(document: Document): string {
  const metadata = memberOf(document.root, 'metadata');
  const node = memberOf(memberOf(metadata, 'pactSpecification'), 'version') ?? memberOf(memberOf(metadata, 'pact-specification'), 'version') ?? memberOf(metadata, 'pactSpecificationVersion');
  return node ? canonical(document, node) : stringAt(document.root, 'metadata', 'pactSpecification') ?? 'unknown';
}

