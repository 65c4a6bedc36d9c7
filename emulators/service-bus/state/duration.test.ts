import { expect, it } from 'vitest';
import { durationToMs, msToDuration } from '#emulators/service-bus/state/duration';

it.each([
  ['PT30S', 30_000], ['PT1M', 60_000], ['PT1H', 3_600_000], ['P14D', 1_209_600_000], ['P1DT2H3M4.5S', 93_784_500],
  ['PT0S', 0], ['P10675199DT2H48M5.4775807S', Infinity],
  ['', undefined], ['P', undefined], ['PT', undefined], ['P1DT', undefined], ['1M', undefined], ['P1M', undefined], ['PT-1S', undefined], ['pt1s', undefined],
])('%s is %s ms', (text, ms) => expect(durationToMs(text)).toBe(ms));

it.each(['PT30S', 'PT1M', 'PT1H', 'P14D', 'P1DT2H3M4.5S', 'PT0.001S', 'PT0S', 'P1DT1S', 'P10675199DT2H48M5.4775807S'])('%s is written as it is read', (text) => {
  expect(msToDuration(durationToMs(text) ?? -1)).toBe(text);
});

it('is written in the shortest form', () => expect(['PT90S', 'PT60M', 'P0DT24H'].map((text) => msToDuration(durationToMs(text) ?? -1))).toEqual(['PT1M30S', 'PT1H', 'P1D']));
