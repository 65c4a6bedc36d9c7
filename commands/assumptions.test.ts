import { expect, it } from 'vitest';
import assumptions from '#commands/assumptions';
import { room } from '#commands/testing/call';
import { listContracts, loadContract } from '#contracts/load';
import { allRequirements } from '#contracts/requirements';
import { gatesEverywhere } from '#core/contract';
import { NOT_PLAYED } from '#ring2/drift/catalogue';
import { loadScenarios } from '#ring2/drift/scenarios';

it('lists every assumed fact of the bus with its scenario, what is never played, and every guess of a contract', async () => {
  using here = room();
  const { results, counts, outcome } = await here.call(assumptions);
  const assumed = (await loadScenarios()).filter(({ origin, source }) => origin === 'assumed' || source.includes('[inf]')).map(({ name }) => `bus: ${name}`);
  const guesses = (await Promise.all((await listContracts()).map((name) => loadContract(name)))).flatMap(({ interactions }) => interactions).filter(({ evidence }) => !gatesEverywhere(evidence));
  const required = allRequirements().flatMap(({ requirements }) => requirements).filter(({ evidence }) => !gatesEverywhere(evidence));
  expect(outcome).toBe('passed');
  expect(results.flatMap(({ name }) => (name.startsWith('bus: ') ? [name] : []))).toEqual(assumed);
  expect(counts).toEqual({ 'inferred or assumed of the bus': assumed.length, 'never played': Object.keys(NOT_PLAYED).length, 'of contracts': guesses.length, 'of what is deployed': required.length, settled: 0 });
  expect(results).toHaveLength(assumed.length + Object.keys(NOT_PLAYED).length + guesses.length + required.length);
  const [first] = results;
  expect(first?.reason).toMatch(new RegExp(`^[A-Z].*\\.\nrests on: .*\nbehaviour: D\\d+, .*\nsettled by: ringproof drift --record --scenario ${first?.name.slice(5)}$`));
});
