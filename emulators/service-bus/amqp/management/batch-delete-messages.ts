import { journalSettlement } from '#emulators/service-bus/amqp/journal';
import type { Operation } from '#emulators/service-bus/amqp/management/operation';
import { numberField, optionalText } from '#emulators/service-bus/amqp/request';
import { types } from '#emulators/service-bus/amqp/rhea/codec';
import { batchDelete } from '#emulators/service-bus/state/batch-delete';

/** Without a time, up to now; none found is 204. */
export const batchDeleteMessages: Operation = (queue, request, { broker, name }) => {
  const before: unknown = request.body.get('enqueued-time-utc')?.value;
  const most = broker.namespace.profile.quotas.batchDelete;
  const now = queue.clock.now();
  const found = batchDelete(queue, numberField(request, 'message-count'), before === undefined || before === null ? now : Number(before), most, optionalText(request, 'session-id'));
  for (const message of found) journalSettlement(broker.journal, now, name, queue.name, 'delete', message);
  return found.length === 0 ? undefined : { 'message-count': types.wrap_int(found.length) };
};
