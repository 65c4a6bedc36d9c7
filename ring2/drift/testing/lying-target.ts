import type { Driver } from '#ring2/drift/driver';
import type { DriftTarget, QueueRequest } from '#ring2/drift/target';

/** A deliberately wrong bus: a real target whose driver lies, or whose queues have other properties than asked for. */
export interface Lie {
  driver?: (honest: Driver) => Partial<Driver>;
  queue?: (wanted: QueueRequest) => QueueRequest;
}

export function lyingTarget(honest: DriftTarget, { driver: lie = () => ({}), queue = (wanted) => wanted }: Lie): DriftTarget {
  return {
    ...honest,
    name: 'a lying bus',
    async open(queues, signal) {
      const session = await honest.open(queues.map(queue), signal);
      return {
        async enter(request) {
          const ground = await session.enter(request);
          return { ...ground, driver: { ...ground.driver, ...lie(ground.driver) } };
        },
        close: () => session.close(),
      };
    },
  };
}
