import type { Operation } from '#emulators/service-bus/amqp/management/operation';
import { numberField } from '#emulators/service-bus/amqp/request';
import { listSessions } from '#emulators/service-bus/state/session-state';

/** .NET's DateTime.MaxValue, by which a client asks for sessions that have messages or a state (L14). */
const MAX_DATE = 253_402_300_799_000;

export const getMessageSessions: Operation = (queue, request) => {
  const updated: unknown = request.body.get('last-updated-time')?.value;
  const after = Number(updated);
  const skip = numberField(request, 'skip');
  const found = listSessions(queue, after >= MAX_DATE ? Infinity : after).slice(skip, skip + numberField(request, 'top'));
  return found.length === 0 ? undefined : { skip: skip + found.length, 'sessions-ids': found };
};
