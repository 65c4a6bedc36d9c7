import type { Clock, VirtualClock } from '#core/clock';
import { RingproofError } from '#core/errors';
import { type Endpoint, wholeNumber } from '#emulators/service-bus/control/control';

const isVirtual = (clock: Clock): clock is VirtualClock => 'advance' in clock;

const told = (clock: Clock) => ({ now: new Date(clock.now()).toISOString(), ms: clock.now(), virtual: isVirtual(clock) });

/** `GET /ringproof/clock`. */
export const readClock: Endpoint = ({ clock }) => ({ json: told(clock) });

/** A hundred years: what falls due is run one by one. */
const MOST = 100 * 366 * 86_400_000;

/** `POST /ringproof/clock/advance {"ms": n}`: locks end, messages expire and scheduled ones come, in order. */
export const advanceClock: Endpoint = ({ clock }, { body }) => {
  if (!isVirtual(clock)) {
    throw new RingproofError('RP_USAGE_VALUE', {
      flag: 'The clock', value: 'real', expected: 'Start with `--clock virtual`, or with `clock: virtualClock(Date.now())`, to turn it.',
    });
  }
  if (body['ms'] === undefined) throw new RingproofError('RP_USAGE_VALUE', { flag: 'ms', value: 'absent', expected: 'Say how far, for example {"ms": 30000}.' });
  clock.advance(wholeNumber('ms', body['ms'], 0, MOST));
  return { json: told(clock) };
};
