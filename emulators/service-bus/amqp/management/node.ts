import type { Right } from '#emulators/service-bus/auth/keys';
import { fromUuid } from '#emulators/service-bus/amqp/codec/lock-token';
import { errorFields } from '#emulators/service-bus/amqp/errors';
import { addRule } from '#emulators/service-bus/amqp/management/add-rule';
import { batchDeleteMessages } from '#emulators/service-bus/amqp/management/batch-delete-messages';
import { cancelScheduledMessage } from '#emulators/service-bus/amqp/management/cancel-scheduled-message';
import { enumerateRules } from '#emulators/service-bus/amqp/management/enumerate-rules';
import { getMessageSessions } from '#emulators/service-bus/amqp/management/get-message-sessions';
import type { Operation } from '#emulators/service-bus/amqp/management/operation';
import { peekMessage } from '#emulators/service-bus/amqp/management/peek-message';
import { receiveBySequenceNumber } from '#emulators/service-bus/amqp/management/receive-by-sequence-number';
import { removeRule } from '#emulators/service-bus/amqp/management/remove-rule';
import { renewLockOperation } from '#emulators/service-bus/amqp/management/renew-lock';
import { renewSessionLockOperation } from '#emulators/service-bus/amqp/management/renew-session-lock';
import { scheduleMessage } from '#emulators/service-bus/amqp/management/schedule-message';
import { getState, setState } from '#emulators/service-bus/amqp/management/session-state';
import { updateDisposition } from '#emulators/service-bus/amqp/management/update-disposition';
import type { Peer } from '#emulators/service-bus/amqp/peer';
import { type Request, uuidsField } from '#emulators/service-bus/amqp/request';
import type { Response } from '#emulators/service-bus/amqp/request-response';
import type { BrokerLink } from '#emulators/service-bus/amqp/rhea/internals';
import { serve } from '#emulators/service-bus/amqp/serve';
import { types } from '#emulators/service-bus/amqp/rhea/codec';
import { Fault } from '#emulators/service-bus/state/fault';
import { loseLock } from '#emulators/service-bus/state/lock';
import type { Queue } from '#emulators/service-bus/state/queue';

const SETTLE = 'com.microsoft:update-disposition';

/** service-bus-sas; where it says nothing of an operation, as of others on the same entity. */
const RIGHTS: Readonly<Partial<Record<string, readonly Right[]>>> = {
  'com.microsoft:schedule-message': ['Send'],
  'com.microsoft:cancel-scheduled-message': ['Send'],
  'com.microsoft:add-rule': ['Manage'],
  'com.microsoft:remove-rule': ['Manage'],
  'com.microsoft:enumerate-rules': ['Manage', 'Listen'],
};

export const OPERATIONS: Readonly<Partial<Record<string, Operation>>> = {
  'com.microsoft:batch-delete-messages': batchDeleteMessages,
  'com.microsoft:renew-lock': renewLockOperation,
  'com.microsoft:peek-message': peekMessage,
  'com.microsoft:schedule-message': scheduleMessage,
  'com.microsoft:cancel-scheduled-message': cancelScheduledMessage,
  'com.microsoft:receive-by-sequence-number': receiveBySequenceNumber,
  [SETTLE]: updateDisposition,
  'com.microsoft:renew-session-lock': renewSessionLockOperation,
  'com.microsoft:get-session-state': getState,
  'com.microsoft:set-session-state': setState,
  'com.microsoft:get-message-sessions': getMessageSessions,
  'com.microsoft:add-rule': addRule,
  'com.microsoft:remove-rule': removeRule,
  'com.microsoft:enumerate-rules': enumerateRules,
};

/** Answers one request to an entity's `$management` node. */
export function manage(peer: Peer, link: BrokerLink, queue: Queue, request: Request, reply: (response: Response) => void): void {
  const settles = request.operation === SETTLE;
  serve(peer, link, {
    entity: queue.name, operation: settles ? 'settle' : 'manage',
    loseLock: () => uuidsField(request, 'lock-tokens').forEach((uuid) => loseLock(queue, fromUuid(uuid))),
    perform() {
      const operation = OPERATIONS[request.operation];
      if (!operation) throw new Fault('not-implemented', `The operation '${request.operation}' is not supported.`);
      peer.rights.demand(link, RIGHTS[request.operation] ?? ['Listen']);
      return operation(queue, request, peer);
    },
    answer: (body) => reply(body ? { application_properties: status(200, 'OK'), body } : { application_properties: status(204, 'No content') }),
    refuse(why) {
      const error = errorFields(why);
      reply({ application_properties: { ...status(error.status, error.description), errorCondition: types.wrap_symbol(error.condition) } });
    },
  });
}

const status = (code: number, description: string) => ({ statusCode: types.wrap_int(code), statusDescription: description });
