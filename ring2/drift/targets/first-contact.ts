import { BusError, type Driver, isAnswer } from '#ring2/drift/driver';
import type { StageRequest } from '#ring2/drift/target';

/** The first thing that is made on a target shows that things can be made there, and what its clock says. */
export const CLOCK: StageRequest = { scenario: 'clock', entities: { queues: { queue: {} } }, checksTokens: false, run: 0 };

/** Any answer will do, a refusal too: asked once, so that a dead target does not cost every scenario its patience. */
export async function assertAnswers(bus: Pick<Driver, 'peek'>): Promise<void> {
  try {
    await bus.peek('ringproof-drift', 1);
  } catch (error) {
    if (!(error instanceof BusError) || !isAnswer(error)) throw error;
  }
}
