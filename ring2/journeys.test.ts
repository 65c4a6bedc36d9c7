import { expect, test } from 'vitest';
import { JOURNEYS } from '#journeys/all';
import { embeddedWorld } from '#ring2/world/embedded';

test.concurrent.each(JOURNEYS)('$name', async (journey) => {
  const world = await embeddedWorld(journey);
  try {
    const { outcome, steps } = await journey.run(world);
    expect(outcome).toEqual({ outcome: 'passed' });
    expect(steps.length).toBeGreaterThan(2);
  } finally {
    await world.stop();
  }
});
