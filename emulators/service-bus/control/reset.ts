import { RingproofError } from '#core/errors';
import type { Endpoint } from '#emulators/service-bus/control/control';

/** `POST /ringproof/reset`, `{"entity": path}` for one: no messages, locks and sessions any more; links and entities stay. */
export const resetEntities: Endpoint = ({ reset }, { body: { entity } }) => {
  if (entity !== undefined && typeof entity !== 'string') {
    throw new RingproofError('RP_USAGE_VALUE', { flag: 'entity', value: JSON.stringify(entity), expected: 'The path of an entity, or nothing for all.' });
  }
  reset(entity);
  return { json: { reset: entity ?? 'all' } };
};
