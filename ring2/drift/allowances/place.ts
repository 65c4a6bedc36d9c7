import { type Document, type Node, itemsOf } from '#core/lossless-json';

/** Where a value stands in a text: its line, counted from 1, and its field as a person writes it. */
export interface Place { line: number; field: string }

/** The place of a JSON pointer (RFC 6901); of the last part that is there, when the rest is missing. */
export function placeOf({ text, root }: Document, pointer: string): Place {
  const parts = pointer.split('/').slice(1).map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
  let start = root.start;
  let node: Node | undefined = root;
  for (const part of parts) {
    const [at, next]: [number | undefined, Node | undefined] = child(node, part);
    if (at === undefined) break;
    [start, node] = [at, next];
  }
  return { line: text.slice(0, start).split('\n').length, field: fieldOf(parts) };
}

function child(node: Node | undefined, part: string): [at: number | undefined, node: Node | undefined] {
  const item = itemsOf(node)?.[Number(part)];
  if (item) return [item.start, item];
  const member = node?.kind === 'object' ? node.members.find(({ key }) => key === part) : undefined;
  return [member?.start, member?.value];
}

const fieldOf = (parts: readonly string[]): string =>
  parts.reduce((path, part) => (/^\d+$/.test(part) ? `${path}[${part}]` : path ? `${path}.${part}` : part), '') || 'the document';
