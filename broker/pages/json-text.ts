import { type Document, type Node, textOf } from '#core/lossless-json';

/** JSON over several lines for reading; numbers stay as they were written. */
export function jsonText(document: Document, node: Node, indent = ''): string {
  const inner = `${indent}  `;
  const block = (open: string, parts: string[], close: string) => (parts.length === 0 ? open + close : `${open}\n${parts.map((part) => inner + part).join(',\n')}\n${indent}${close}`);
  if (node.kind === 'object') return block('{', node.members.map(({ key, value }) => `${JSON.stringify(key)}: ${jsonText(document, value, inner)}`), '}');
  if (node.kind === 'array') return block('[', node.items.map((item) => jsonText(document, item, inner)), ']');
  return node.kind === 'string' ? JSON.stringify(node.value) : textOf(document, node);
}
