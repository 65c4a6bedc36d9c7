import { type JsonObject, isObject } from '#core/json';
import { GRADES, type Grade } from '#core/target';

/** One interaction's result in a verification, as Pact's verifier publishes it. `ringproof` is an extra key that brokers keep. */
export interface TestResult {
  interactionId?: string;
  interactionDescription?: string;
  success: boolean;
  mismatches?: { attribute?: string; identifier?: string; description?: string }[];
  exceptions?: { message?: string }[];
  ringproof?: { grade: Grade };
}

/** Why one interaction failed: where, and what was found there. */
export interface InteractionFailure {
  interaction: string;
  mismatches: { attribute: string; path: string; description: string }[];
  exceptions: string[];
}

/** Results as stored: an array, or in older clients an object with `tests`. Anything else holds no result. */
export function testResultsOf(stored: unknown): TestResult[] {
  const list = isObject(stored) ? stored['tests'] : stored;
  return Array.isArray(list) ? (list as unknown[]).filter((one): one is TestResult => isObject(one)) : [];
}

/** The grade every interaction was verified at: the lowest of all; undefined as soon as one does not say. */
export function gradeOf(results: readonly TestResult[]): Grade | undefined {
  const ranks = results.map(({ ringproof }) => (isObject(ringproof) ? GRADES.indexOf(ringproof.grade) : -1));
  return ranks.length === 0 ? undefined : GRADES[Math.min(...ranks)];
}

/** Marks each result with the grade it was obtained at. */
export const withGrade = (results: readonly TestResult[], grade: Grade | undefined): TestResult[] =>
  grade === undefined ? [...results] : results.map((result) => ({ ...result, ringproof: { grade } }));

/** The failed interactions; `nameOf` finds the description of an interaction that is given by its id only. */
export function failuresOf(results: readonly TestResult[], nameOf: (interactionId: string) => string | undefined): InteractionFailure[] {
  return results.filter(({ success }) => !success).map(({ interactionId, interactionDescription, mismatches, exceptions }) => ({
    interaction: text(interactionDescription) || nameOf(text(interactionId)) || text(interactionId),
    mismatches: objects(mismatches).map(({ attribute, identifier, description }) => ({ attribute: text(attribute), path: text(identifier), description: text(description) })),
    exceptions: objects(exceptions).map(({ message }) => text(message)),
  }));
}

// Results are other people's JSON: what is not as it should be is left out, never a reason to fail.
const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const objects = (value: unknown): JsonObject[] => (Array.isArray(value) ? (value as unknown[]).filter(isObject) : []);
