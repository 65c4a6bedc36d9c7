import { type Document, type Node, itemsOf, memberOf, parseLossless } from '#core/lossless-json';

/** The media type of a pact's own text, byte for byte. Ringproof's; other brokers answer with their document. */
export const AS_PUBLISHED = 'application/vnd.ringproof.pact+json';

/** What a broker adds to a pact when it serves it. */
const ADDED = new Set(['_links', 'createdAt']);

/** A broker's document without what the broker added; everything else keeps its own text, numbers and the order of keys included. */
export function withoutAdded(text: string): string {
  const document = parseLossless(text);
  const { root } = document;
  if (root.kind !== 'object') return text;
  const added = new Set(['interactions', 'messages'].flatMap((key) => itemsOf(memberOf(root, key)) ?? []));
  const members = root.members.filter(({ key }) => !ADDED.has(key)).map(({ key, value }) => `${JSON.stringify(key)}:${withoutIds(document, value, added)}`);
  return `{${members.join(',')}}`;
}

function withoutIds(document: Document, node: Node, interactions: ReadonlySet<Node>): string {
  const own = (one: Node) => document.text.slice(one.start, one.end);
  if (node.kind !== 'array' || !node.items.some((item) => interactions.has(item))) return own(node);
  return `[${node.items.map((item) => {
    if (item.kind !== 'object' || memberOf(item, '_id') === undefined) return own(item);
    return `{${item.members.filter(({ key }) => key !== '_id').map((member) => document.text.slice(member.start, member.value.end)).join(',')}}`;
  }).join(',')}]`;
}
