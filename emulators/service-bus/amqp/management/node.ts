import { errorFields } from '#emulators/service-bus/amqp/errors';
import { cancelScheduledMessage } from '#emulators/service-bus/amqp/management/cancel-scheduled-message';
import { getMessageSessions } from '#emulators/service-bus/amqp/management/get-message-sessions';
import type { Operation } from '#emulators/service-bus/amqp/management/operation';
import { peekMessage } from '#emulators/service-bus/amqp/management/peek-message';
import { receiveBySequenceNumber } from '#emulators/service-bus/amqp/management/receive-by-sequence-number';
import { renewLockOperation } from '#emulators/service-bus/amqp/management/renew-lock';
import { renewSessionLockOperation } from '#emulators/service-bus/amqp/management/renew-session-lock';
import { scheduleMessage } from '#emulators/service-bus/amqp/management/schedule-message';
import { getState, setState } from '#emulators/service-bus/amqp/management/session-state';
import { updateDisposition } from '#emulators/service-bus/amqp/management/update-disposition';
import type { Peer } from '#emulators/service-bus/amqp/peer';
import type { Request } from '#emulators/service-bus/amqp/request';
import type { Response } from '#emulators/service-bus/amqp/request-response';
import { types } from '#emulators/service-bus/amqp/rhea/codec';
import { Fault } from '#emulators/service-bus/state/fault';
import type { Queue } from '#emulators/service-bus/state/queue';

export const OPERATIONS: Readonly<Partial<Record<string, Operation>>> = {
  'com.microsoft:renew-lock': renewLockOperation,
  'com.microsoft:peek-message': peekMessage,
  'com.microsoft:schedule-message': scheduleMessage,
  'com.microsoft:cancel-scheduled-message': cancelScheduledMessage,
  'com.microsoft:receive-by-sequence-number': receiveBySequenceNumber,
  'com.microsoft:update-disposition': updateDisposition,
  'com.microsoft:renew-session-lock': renewSessionLockOperation,
  'com.microsoft:get-session-state': getState,
  'com.microsoft:set-session-state': setState,
  'com.microsoft:get-message-sessions': getMessageSessions,
};

/** Answers one request to an entity's `$management` node. */
export function manage(peer: Peer, queue: Queue, request: Request): Response {
  try {
    const operation = OPERATIONS[request.operation];
    if (!operation) throw new Fault('not-implemented', `The operation '${request.operation}' is not supported.`);
    const body = operation(queue, request, peer);
    return body ? { application_properties: status(200, 'OK'), body } : { application_properties: status(204, 'No content') };
  } catch (thrown) {
    const error = errorFields(thrown);
    return { application_properties: { ...status(error.status, error.description), errorCondition: types.wrap_symbol(error.condition) } };
  }
}

const status = (code: number, description: string) => ({ statusCode: types.wrap_int(code), statusDescription: description });
