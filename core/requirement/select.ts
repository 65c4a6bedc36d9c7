import { childPath } from '#core/check';
import { type Json, isObject } from '#core/json';

/**
 * A way into a Kubernetes object, step by step: a key; in a list, `*` for every element, `key=value` for those where it is so, `has:key`
 * for those that have it. Keys are whole, so that `tracebloc.io/workload` is one step.
 */
export type Way = readonly string[];

/** One place of an object; `value` is undefined where the last step leads to nothing. */
export interface Place {
  path: string;
  value: Json | undefined;
}

/** Every place a way leads to. A missing key is one place without a value; a list without a fitting element is none. */
export function select(object: Json, way: Way): Place[] {
  let places: Place[] = [{ path: '$', value: object }];
  for (const step of way) places = places.flatMap((place) => next(place, step));
  return places;
}

function next({ path, value }: Place, step: string): Place[] {
  const wanted = fitting(step);
  if (!wanted) return [{ path: childPath(path, step), value: isObject(value) ? value[step] : undefined }];
  if (!Array.isArray(value)) return [];
  return value.flatMap((item, index) => (wanted(item) ? [{ path: `${path}[${index}]`, value: item }] : []));
}

function fitting(step: string): ((item: Json) => boolean) | undefined {
  if (step === '*') return () => true;
  const [, has] = /^has:(.+)$/.exec(step) ?? [];
  if (has !== undefined) return (item) => isObject(item) && item[has] !== undefined;
  const [, key, value] = /^(\w+)=(.*)$/.exec(step) ?? [];
  return key === undefined ? undefined : (item) => isObject(item) && item[key] === value;
}

/** A way as people read it. */
export const wayText = (way: Way): string => way.reduce((path, step) => (fitting(step) ? `${path}[${step}]` : childPath(path, step)), '$');
