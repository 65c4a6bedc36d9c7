import { expect, it } from 'vitest';
import { durationToMs } from '#emulators/service-bus/state/duration';

it.each([
  ['PT30S', 30_000], ['PT1M', 60_000], ['PT1H', 3_600_000], ['P14D', 1_209_600_000], ['P1DT2H3M4.5S', 93_784_500],
  ['PT0S', 0], ['P10675199DT2H48M5.4775807S', Infinity],
  ['', undefined], ['P', undefined], ['PT', undefined], ['P1DT', undefined], ['1M', undefined], ['P1M', undefined], ['PT-1S', undefined], ['pt1s', undefined],
])('%s is %s ms', (text, ms) => expect(durationToMs(text)).toBe(ms));
