import type { Driver } from '#ring2/drift/driver';
import type { Entities, QueueNeeds } from '#ring2/drift/entities';
import type { DriftTarget } from '#ring2/drift/target';

/** A deliberately wrong bus: a real target whose driver lies, or whose entities are others than asked for. */
export interface Lie {
  driver?: (honest: Driver) => Partial<Driver>;
  entities?: (wanted: Entities) => Entities;
}

/** Every queue with these properties instead of those asked for. */
export const queueOf = (wrong: QueueNeeds) => ({ queues = {}, ...rest }: Entities): Entities =>
  ({ ...rest, queues: Object.fromEntries(Object.entries(queues).map(([role, wanted]) => [role, { ...wanted, ...wrong }])) });

export function lyingTarget(honest: DriftTarget, { driver: lie = () => ({}), entities = (wanted) => wanted }: Lie): DriftTarget {
  return {
    ...honest,
    name: 'a lying bus',
    async open(requests, signal) {
      const session = await honest.open(requests, signal);
      return {
        ...session,
        async enter(request) {
          const ground = await session.enter({ ...request, entities: entities(request.entities) });
          return { ...ground, driver: { ...ground.driver, ...lie(ground.driver) } };
        },
      };
    },
  };
}
