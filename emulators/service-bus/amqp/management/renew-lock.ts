import { fromUuid } from '#emulators/service-bus/amqp/codec/lock-token';
import type { Operation } from '#emulators/service-bus/amqp/management/operation';
import { uuidsField } from '#emulators/service-bus/amqp/request';
import { TIMESTAMP, types } from '#emulators/service-bus/amqp/rhea/codec';
import { renewLock } from '#emulators/service-bus/state/lock';

export const renewLockOperation: Operation = (queue, request) => ({
  expirations: types.wrap_array(uuidsField(request, 'lock-tokens').map((uuid) => renewLock(queue, fromUuid(uuid))), TIMESTAMP),
});
