import { type Operation, timestampTyped } from '#emulators/service-bus/amqp/management/operation';
import { textField } from '#emulators/service-bus/amqp/request';
import { renewSessionLock } from '#emulators/service-bus/state/session-lock';

export const renewSessionLockOperation: Operation = (queue, request) =>
  ({ expiration: timestampTyped(renewSessionLock(queue, textField(request, 'session-id'))) });
