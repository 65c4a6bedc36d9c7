import { type Json, type JsonObject, isObject } from '#core/json';

/** Makes one thing different in a manifest, in place. */
export type Change = (object: JsonObject) => void;
type Step = string | number;

const POD: Step[] = ['spec', 'template', 'spec'];
/** The pod's first container. */
export const CONTAINER: Step[] = [...POD, 'containers', 0];

/** The object at a way; a number is a place in a list. @throws Error when there is none */
export function inside(object: JsonObject, way: Step[]): JsonObject {
  const found = way.reduce<Json | undefined>((part, key) => (part as Record<Step, Json> | undefined)?.[key], object);
  if (!isObject(found)) throw new Error(`there is no object at ${way.join('.')}`);
  return found;
}

const variables = (object: JsonObject): JsonObject[] => inside(object, CONTAINER)['env'] as JsonObject[];
/** Without one environment variable of the first container. */
export const without = (name: string): Change => (object) => { inside(object, CONTAINER)['env'] = variables(object).filter((one) => one['name'] !== name); };
/** With an environment variable of the first container. */
export const set = (name: string, value: string): Change => (object) => { without(name)(object); variables(object).push({ name, value }); };
export const put = (way: Step[], value: Json): Change => (object) => { inside(object, way.slice(0, -1))[way.at(-1) ?? ''] = value; };
export const drop = (way: Step[]): Change => (object) => { delete inside(object, way.slice(0, -1))[way.at(-1) ?? '']; };
