import { type Json, type JsonObject, isObject } from '#core/json';

/** What is at this path of an answer, if anything: other people's JSON is read, never trusted. */
export function at(body: Json | undefined, ...path: string[]): Json | undefined {
  return path.reduce<Json | undefined>((node, key) => (isObject(node) ? node[key] : undefined), body);
}

export function textAt(body: Json | undefined, ...path: string[]): string | undefined {
  const found = at(body, ...path);
  return typeof found === 'string' ? found : undefined;
}

export function listAt(body: Json | undefined, ...path: string[]): JsonObject[] {
  const found = at(body, ...path);
  return Array.isArray(found) ? found.filter(isObject) : [];
}

export const hrefOf = (body: Json | undefined, relation: string): string | undefined => textAt(body, '_links', relation, 'href');

/** Of a relation with several links, the one of this name. */
export const namedHref = (body: Json | undefined, relation: string, name: string): string | undefined =>
  textAt(listAt(body, '_links', relation).find((link) => link['name'] === name), 'href');

export const names = (list: JsonObject[]): string[] => list.flatMap((one) => textAt(one, 'name') ?? []);

export function timeAt(body: Json | undefined, ...path: string[]): number {
  const time = Date.parse(textAt(body, ...path) ?? '');
  return Number.isNaN(time) ? 0 : time;
}
