import { describe, expect, it } from 'vitest';
import { exceptions, specificationCases } from '#core/testing/pact-specification/cases';
import { outcome } from '#core/testing/pact-specification/outcome';

describe("Pact's published cases, version 4", () => {
  it('are all there, and no exception is of a case that is not', () => {
    expect(specificationCases).toHaveLength(226);
    expect(Object.keys(exceptions).filter((name) => !specificationCases.some((one) => one.name === name))).toEqual([]);
  });
  it.each(specificationCases)('$name', (one) => {
    expect(outcome(one)).toBe(exceptions[one.name]?.outcome ?? 'as the specification');
  });
});
