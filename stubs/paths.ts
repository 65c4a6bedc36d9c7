import type { HttpInteraction } from '#core/contract';
import { check } from '#core/check';
import { isMatcher } from '#core/matchers';

interface Shape { fits(path: string): boolean; known: HttpInteraction[] }

/**
 * The interactions of a contract by method and path, found without looking at the others: a plain path by its text, a
 * pattern by the whole segments that it begins with.
 */
export function indexPaths(interactions: readonly HttpInteraction[]): (method: string, path: string) => HttpInteraction[] {
  const plain = new Map<string, HttpInteraction[]>();
  const shapes = new Map<string, Map<string, Shape>>();
  interactions.forEach((interaction) => {
    const { method, path } = interaction.request;
    if (!isMatcher(path)) return push(plain, `${method} ${path}`, interaction);
    const place = `${method} ${fixedSegments(path.regex)}`;
    const group = shapes.get(place) ?? new Map<string, Shape>();
    shapes.set(place, group);
    const template = JSON.stringify(path);
    const shape = group.get(template) ?? { fits: fitter(path), known: [] };
    group.set(template, shape);
    shape.known.push(interaction);
  });
  const order = new Map(interactions.map((interaction, index) => [interaction, index]));
  return (method, path) => {
    const found = plain.get(`${method} ${path}`) ?? [];
    if (shapes.size === 0) return found;
    const fitting: HttpInteraction[][] = [];
    for (const place of placesOf(path)) {
      for (const shape of shapes.get(`${method} ${place}`)?.values() ?? []) if (shape.fits(path)) fitting.push(shape.known);
    }
    if (fitting.length === 0) return found;
    if (found.length === 0 && fitting.length === 1) return fitting[0] ?? [];
    return [...found, ...fitting.flat()].sort((a, b) => (order.get(a) ?? 0) - (order.get(b) ?? 0));
  };
}

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}

/** A pattern is compiled once, and matches the whole text as in Pact's engine; other matchers are asked as they are. */
function fitter(path: Exclude<HttpInteraction['request']['path'], string>): (path: string) => boolean {
  if (path['pact:matcher:type'] !== 'regex') return (actual) => check(path, actual, { extraFields: 'refused' }).length === 0;
  const pattern = new RegExp(`^(?:${path.regex ?? ''})$`, 'su');
  return (actual) => pattern.test(actual);
}

/** `^/experiments/[\w-]+/$` begins with `/experiments/`; '' where a pattern begins with nothing sure. */
export function fixedSegments(pattern = ''): string {
  if (hasOpenAlternative(pattern)) return '';
  const [, fixed = ''] = /^\^?((?:[\w/~%!:@,;=&' -](?![?*{+]))*)/.exec(pattern) ?? [];
  return fixed.slice(0, fixed.lastIndexOf('/') + 1);
}

/** `a|b` outside of any group: either side may stand for the whole. */
function hasOpenAlternative(pattern: string): boolean {
  const bare = pattern.replace(/\\./gs, '').replace(/\[[^\]]*\]/g, '');
  let depth = 0;
  for (const character of bare) {
    if (character === '(') depth += 1;
    if (character === ')') depth -= 1;
    if (character === '|' && depth === 0) return true;
  }
  return false;
}

/** `/a/b/c` may be of a pattern that begins with '', `/`, `/a/` or `/a/b/`. */
function placesOf(path: string): string[] {
  const places = [''];
  for (let at = path.indexOf('/'); at !== -1; at = path.indexOf('/', at + 1)) places.push(path.slice(0, at + 1));
  return places;
}
