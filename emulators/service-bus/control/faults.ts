import { RingproofError } from '#core/errors';
import { checkedFault } from '#emulators/service-bus/control/checked-fault';
import type { Endpoint } from '#emulators/service-bus/control/control';

/** `POST /ringproof/faults`: from now on, until it has hit as often as it says. */
export const addFault: Endpoint = ({ faults }, { body }) => ({ status: 201, json: faults.add(checkedFault(body)) });

/** `GET /ringproof/faults`: those that may still hit. */
export const listFaults: Endpoint = ({ faults }) => ({ json: { faults: faults.list() } });

/** `DELETE /ringproof/faults/ID`, or all of them without an id. */
export const deleteFaults: Endpoint = ({ faults }, { rest }) => {
  if (rest === '') faults.clear();
  else if (!faults.delete(Number(rest))) {
    throw new RingproofError('RP_USAGE_VALUE', { flag: 'The fault to delete', value: rest, expected: `Known: ${faults.list().map(({ id }) => id).join(', ') || 'none'}.` });
  }
  return { json: { faults: faults.list() } };
};
