import { expect, test } from 'vitest';
import { gatesEverywhere } from '#core/contract';
import { allRequirements } from '#contracts/requirements';

test.each(allRequirements().map((one) => [one.subject, one.requirements] as const))('%s: each requirement is said once, with its source, and every guess names its owner', (_, requirements) => {
  const descriptions = requirements.map(({ description }) => description);
  expect(new Set(descriptions).size).toBe(descriptions.length);
  expect(requirements.filter(({ evidence }) => evidence.source === '' || (!gatesEverywhere(evidence) && evidence.owner === undefined))).toEqual([]);
  expect(requirements.map(({ incident }) => incident).filter((incident) => incident !== undefined && !/^[a-z-]+#\d+$/.test(incident))).toEqual([]);
});
