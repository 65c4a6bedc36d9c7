import type { JsonObject } from '#core/json';
import cases from './cases.json' with { type: 'json' };
import found from './exceptions.json' with { type: 'json' };

/** A case of the specification: whether the actual side is what the expected side asks for. */
export interface SpecificationCase { name: string; match: boolean; expected: JsonObject; actual: JsonObject }

/** All cases of the branch `version-4` at b16fd6f; `LICENSE` beside this file is theirs. */
export const specificationCases: SpecificationCase[] = Object.entries(cases as unknown as Record<string, Omit<SpecificationCase, 'name'>>).map(([name, one]) => ({ name, ...one }));

export interface Exception { outcome: 'otherwise' | 'not expressible'; why: string }

/** The cases in which ringproof's own matching differs from the specification, by name. */
export const exceptions: Record<string, Exception> = found as Record<string, Exception>;
