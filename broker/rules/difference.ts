import { canonical } from '#broker/rules/canonical';
import { interactionsOf } from '#broker/rules/content';
import { type Document, type Node, memberOf } from '#core/lossless-json';
import { childPath } from '#core/check';

const MOST = 5;

/**
 * What is different between two texts of one pact, for a person: interactions that came, went or changed, with the path
 * and both values of the first differences.
 */
export function difference(before: Document, after: Document): string {
  const all = differences(before, after);
  const more = all.length > MOST ? [`and ${all.length - MOST} more`] : [];
  return [...all.slice(0, MOST), ...more].join('; ');
}

/** All of them, one a line; a line for what no interaction shows, when that is all. */
export function differences(before: Document, after: Document): string[] {
  const old = byName(before);
  const now = byName(after);
  const gone = [...old.keys()].filter((name) => !now.has(name)).map((name) => `interaction "${name}" is gone`);
  const come = [...now.keys()].filter((name) => !old.has(name)).map((name) => `interaction "${name}" is new`);
  const changed = [...now].flatMap(([name, node]) => {
    const other = old.get(name);
    return other ? compare(before, other, after, node, '$').map((what) => `interaction "${name}": ${what}`) : [];
  });
  const all = [...changed, ...gone, ...come];
  return all.length > 0 ? all : ['the Pact specification version or the order of messages changed'];
}

function byName(document: Document): Map<string, Node> {
  const named = interactionsOf(document).map(({ description = '', states, node }) =>
    [states.length > 0 ? `${description} given ${states.join(', ')}` : description, node] as const);
  return new Map(named);
}

function compare(before: Document, a: Node | undefined, after: Document, b: Node | undefined, path: string): string[] {
  if (!a || !b) return [`${path} was ${a ? show(before, a) : 'absent'}, is ${b ? show(after, b) : 'absent'}`];
  if (canonical(before, a) === canonical(after, b)) return [];
  if (a.kind === 'object' && b.kind === 'object') {
    const keys = new Set([...a.members, ...b.members].map(({ key }) => key));
    keys.delete('_id');
    return [...keys].flatMap((key) => compare(before, memberOf(a, key), after, memberOf(b, key), childPath(path, key)));
  }
  if (a.kind === 'array' && b.kind === 'array' && a.items.length === b.items.length) {
    return a.items.flatMap((item, index) => compare(before, item, after, b.items[index], `${path}[${index}]`));
  }
  return [`${path} was ${show(before, a)}, is ${show(after, b)}`];
}

function show(document: Document, node: Node): string {
  const text = canonical(document, node);
  return text.length > 80 ? `${text.slice(0, 77)}…` : text;
}
