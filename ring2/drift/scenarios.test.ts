import { expect, test } from 'vitest';
import { RingproofError } from '#core/errors';
import { NOT_PLAYED, SUBJECTS } from '#ring2/drift/catalogue';
import { listContracts, loadContract } from '#contracts/load';
import { loadScenarios, selectScenarios } from '#ring2/drift/scenarios';

const all = await loadScenarios();
const names = (glob: string, tier: 'fast' | 'nightly' = 'fast', pack = all) => selectScenarios(pack, glob, tier).map(({ name }) => name);

test('every file of the folder is a scenario with source and expectation', () => {
  expect(all.length).toBeGreaterThanOrEqual(11);
  for (const scenario of all) {
    expect(scenario.ids.length, scenario.name).toBeGreaterThan(0);
    expect(scenario.expects, scenario.name).toMatch(/^[A-Z].*\.$/);
  }
});

test('every number of the catalogue is played, or says why not', () => {
  const played = new Set(all.flatMap(({ ids }) => ids));
  const known = Object.keys(SUBJECTS);
  expect([...played].filter((id) => !known.includes(id))).toEqual([]);
  expect(known.filter((id) => !played.has(id)).sort()).toEqual(Object.keys(NOT_PLAYED).sort());
});

test('scenarios and the bindings of contracts name each other', async () => {
  const contracts = await listContracts();
  const declared = await Promise.all(contracts.map(async (name) => ({ name, scenarios: (await loadContract(name)).binding?.scenarios ?? [] })));
  for (const { name, scenarios } of declared) {
    expect(all.filter((scenario) => scenario.contracts.includes(name)).map((scenario) => scenario.name).sort(), name).toEqual([...scenarios].sort());
  }
  expect(all.flatMap((scenario) => scenario.contracts).filter((name) => !contracts.includes(name))).toEqual([]);
});

test('globs', () => {
  expect(names('*')).toHaveLength(all.length);
  expect(names('peek-*')).toEqual(['peek-does-not-lock', 'peek-lock-complete']);
  expect(names('abandon-redelivers, defer-and-*')).toEqual(['abandon-redelivers', 'defer-and-receive-by-number']);
  expect(names('peek-lock-complet?')).toEqual(['peek-lock-complete']);
});

test('a tier holds the shorter ones too', () => {
  const pack = all.slice(0, 2).map((scenario, index) => ({ ...scenario, tier: index === 0 ? 'nightly' as const : 'fast' as const }));
  expect(names('*', 'fast', pack)).toHaveLength(1);
  expect(names('*', 'nightly', pack)).toHaveLength(2);
});

test.each([['nothing-like-it'], [''], ['.*']])('no match for "%s" is an error that names the known ones', (glob) => {
  expect(() => names(glob)).toThrow(RingproofError);
  try {
    names(glob);
  } catch (error) {
    expect(error).toMatchObject({ code: 'RP_SCENARIO_UNKNOWN', exitCode: 4, advice: expect.stringContaining('peek-lock-complete') as unknown });
  }
});
