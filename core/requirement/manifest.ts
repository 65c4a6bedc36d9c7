import { check } from '#core/check';
import { type Difference, show } from '#core/difference';
import type { Json } from '#core/json';
import { type Template, example } from '#core/matchers';
import type { Mismatch } from '#core/mismatch';
import { type Requirement, unmet } from '#core/requirement';
import { type Place, type Way, select, wayText } from '#core/requirement/select';

/**
 * What a place must be. `absent` and an empty text are two things: an environment variable that is not there, one declared empty and
 * one with a value mean three things to the platform.
 */
export type Must = 'present' | 'absent' | { be: Template } | { have: Way; equalTo: Way };

export interface ManifestRequirement extends Requirement {
  at: Way;
  must: Must;
}

export interface ManifestContract {
  /** What is described, for example `training-pod Job`. */
  subject: string;
  requirements: ManifestRequirement[];
}

/** Every requirement that a rendered or live object misses. A way that leads nowhere is a mismatch: nothing chosen is nothing proven. */
export const checkManifest = ({ subject, requirements }: ManifestContract, object: Json): Mismatch[] =>
  requirements.flatMap((one) => unmet(subject, one, differences(one, object)));

function differences({ at, must }: ManifestRequirement, object: Json): Difference[] {
  const places = select(object, at);
  if (must === 'absent') return places.filter(({ value }) => value !== undefined).map(({ path, value }) => ({ path, expected: 'nothing', actual: show(value ?? null) }));
  if (places.length === 0) return [{ path: wayText(at), expected: expectation(must), actual: 'nothing' }];
  return places.flatMap((place) => placeDifferences(place, must));
}

function placeDifferences({ path, value }: Place, must: Exclude<Must, 'absent'>): Difference[] {
  if (must === 'present') return value === undefined ? [{ path, expected: expectation(must), actual: 'nothing' }] : [];
  if ('be' in must) return check(must.be, value, { extraFields: 'allowed' }).map((found) => ({ ...found, path: found.path.replace('$', path) }));
  const [one, other] = [must.have, must.equalTo].map((way) => select(value ?? null, way)[0]?.value);
  const same = one !== undefined && JSON.stringify(one) === JSON.stringify(other);
  return same ? [] : [{ path: wayText(must.have).replace('$', path), expected: `as ${wayText(must.equalTo).replace('$', path)}: ${show(other ?? null)}`, actual: one === undefined ? 'nothing' : show(one) }];
}

const expectation = (must: Exclude<Must, 'absent'>): string => (must === 'present' ? 'something' : 'be' in must ? show(example(must.be)) : 'two equal values');
