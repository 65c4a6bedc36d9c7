import { type Hash, interactionId, interactionsOf } from '#broker/rules/content';
import { type Document, type Node, textOf } from '#core/lossless-json';

/**
 * A pact's text as the broker serves it: with `_id` in every interaction, and members such as `_links` added at the
 * end. All other values keep their own text, so that `1.0` and integers above 2^53 arrive as they were published.
 */
export function annotate(document: Document, added: Record<string, unknown>, hash: Hash): string {
  const ids = new Map(interactionsOf(document).map((one) => [one.node, interactionId(document, one, hash)]));
  if (document.root.kind !== 'object') return document.text;
  const own = document.root.members.filter(({ key }) => !(key in added)).map(({ key, value }) => `${JSON.stringify(key)}:${withIds(document, value, ids)}`);
  const more = Object.entries(added).map(([key, value]) => `${JSON.stringify(key)}:${JSON.stringify(value)}`);
  return `{${[...own, ...more].join(',')}}`;
}

function withIds(document: Document, node: Node, ids: ReadonlyMap<Node, string>): string {
  if (node.kind !== 'array' || !node.items.some((item) => ids.has(item))) return textOf(document, node);
  return `[${node.items.map((item) => withId(document, item, ids.get(item))).join(',')}]`;
}

function withId(document: Document, node: Node, id: string | undefined): string {
  if (id === undefined || node.kind !== 'object') return textOf(document, node);
  const members = node.members.filter(({ key }) => key !== '_id').map((member) => document.text.slice(member.start, member.value.end));
  return `{${[`"_id":${JSON.stringify(id)}`, ...members].join(',')}}`;
}
