import { expect, test } from 'vitest';
import type { Transcript } from '#core/transcript';
import { type Departure, departures } from '#ring2/drift/departures';
import { findSecret } from '#ring2/drift/golden/secrets';
import { runDrift } from '#ring2/drift/run';
import { loadScenarios } from '#ring2/drift/scenarios';
import { problemOf } from '#ring2/drift/schemas/validate';
import { parseTarget } from '#ring2/drift/targets';

// Two targets that are wrong in the same way show no drift: here each transcript is held to what the scenario's source says.
const scenarios = await loadScenarios();
const report = await runDrift({ left: parseTarget('emulator:tcp'), right: parseTarget('emulator:ws'), payloads: [] });

test('no drift between TCP and WebSocket, nor between two runs on one of them', () => {
  expect(report).toMatchObject({ verb: 'drift', outcome: 'passed', counts: { passed: scenarios.length, failed: 0, inconclusive: 0 } });
  expect(report.results.flatMap(({ details }) => details?.findings)).toEqual([]);
  expect(report.results.map(({ name }) => name)).toEqual(scenarios.map(({ name }) => name));
});

test.each(scenarios)('$name: $expects', ({ name }) => {
  const result = report.results.find((one) => one.name === name);
  expect(result?.reason).toBeUndefined();
  for (const side of ['left', 'right']) {
    const { departures: seen } = result?.details?.[side] as { departures?: Departure[] };
    expect(seen, `${name} (${side})`).toEqual([]);
  }
});

test.each(scenarios)('$name says what is shown, at steps that there are', ({ name, shows }) => {
  const { transcript } = report.results.find((one) => one.name === name)?.details?.['left'] as { transcript: Transcript };
  expect(Object.keys(shows).length).toBeGreaterThan(0);
  expect(Object.keys(shows).filter((step) => !transcript.events.some((event) => event.step === step))).toEqual([]);
});

test.each(scenarios)('$name gives transcripts of the published schema, with nothing secret in them', ({ name }) => {
  for (const side of ['left', 'right']) {
    const { transcript } = report.results.find((one) => one.name === name)?.details?.[side] as { transcript: Transcript };
    expect(problemOf('transcript', transcript)).toBeUndefined();
    expect(findSecret(transcript, { secrets: [], host: 'localhost' })).toBeUndefined();
  }
});

test('a departure names step, fact and both values', () => {
  const transcript: Transcript = { tnf: 1, scenario: 's', events: [
    { n: 0, step: 'receive', actor: 'main', op: 'receive', outcome: 'ok', facts: { deliveryCount: { exact: 1, kind: 'semantic' }, lockedUntil: { from: 'x', offsetMs: 9000, toleranceMs: 2000 }, id: { symbol: 'message#1' } } },
    { n: 1, step: 'complete', actor: 'main', op: 'complete', outcome: 'error', error: { code: 'MessageLockLost', retryable: false, text: '' }, facts: {} },
  ] };
  const shows = { receive: { deliveryCount: 0, lockedUntil: 5000, id: 'message#1', state: 'active' }, complete: 'ok', 'receive again': { deliveryCount: 1 } };
  expect(departures({ shows }, transcript)).toEqual([
    { step: 'receive', fact: 'deliveryCount', expected: 0, actual: 1 },
    { step: 'receive', fact: 'lockedUntil', expected: 5000, actual: 9000 },
    { step: 'receive', fact: 'state', expected: 'active', actual: '(absent)' },
    { step: 'complete', fact: 'outcome', expected: 'ok', actual: 'MessageLockLost' },
    { step: 'receive again', fact: 'outcome', expected: 'ok', actual: 'not reached' },
  ]);
});

test('where a client shows something else, it is held to that', () => {
  const transcript: Transcript = { tnf: 1, scenario: 's', events: [{ n: 0, step: 'complete', actor: 'main', op: 'complete', outcome: 'error', error: { code: 'MessageLockLost', retryable: false, text: '' }, facts: {} }] };
  const scenario = { shows: { complete: 'SessionLockLost' }, shownBy: { other: { complete: 'MessageLockLost' } } };
  expect(departures(scenario, transcript, 'other')).toEqual([]);
  expect(departures(scenario, transcript, 'azure-sdk-js')).toEqual([{ step: 'complete', fact: 'outcome', expected: 'SessionLockLost', actual: 'MessageLockLost' }]);
});
