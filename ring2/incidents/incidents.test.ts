import { expect, test } from 'vitest';
import { INCIDENTS } from '#ring2/incidents/all';
import { type Incident, tryIncident } from '#ring2/incidents/incident';

test('at least 25 incidents, each told once and by a date or none', () => {
  expect(new Set(INCIDENTS.map(({ ref }) => ref)).size).toBe(INCIDENTS.length);
  expect(INCIDENTS.length).toBeGreaterThanOrEqual(25);
  expect(INCIDENTS.map(({ date }) => date).filter((date) => !/^(2026-\d\d-\d\d)?$/.test(date))).toEqual([]);
});

test.concurrent.each(INCIDENTS)('$ref: $switch', async (incident) => {
  const { caught, message } = await tryIncident(incident);
  expect({ caught, message }).toEqual({ caught: true, message: expect.stringMatching(incident.says) as string });
});

const [whole] = INCIDENTS as [Incident];

test('a check that is red without its switch has caught nothing', async () => {
  expect(await tryIncident({ ...whole, check: () => whole.check(true) })).toMatchObject({ caught: false, message: expect.stringMatching(/^Without the switch: /) as string });
});

test('a check that stays green with its switch has caught nothing', async () => {
  expect(await tryIncident({ ...whole, check: () => whole.check(false) })).toMatchObject({ caught: false, message: expect.stringMatching(/^With the switch nothing turned red/) as string });
});

test('a check that turns red for another reason has caught nothing', async () => {
  expect(await tryIncident({ ...whole, says: /some other cause/ })).toMatchObject({ caught: false, message: expect.stringMatching(/^It turned red for another reason/) as string });
});

test('a check other than the named one has caught nothing', async () => {
  expect(await tryIncident({ ...whole, caughtBy: { kind: 'journey', name: 'one-cycle' } })).toMatchObject({ caught: false, message: expect.stringMatching(/^Something else turned red/) as string });
});
