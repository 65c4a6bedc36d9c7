import { type Entry, description } from '#emulators/service-bus/admin/atom';
import { type Call, type ResourceApi, hostOf } from '#emulators/service-bus/admin/call';
import { countDetails, timeElements } from '#emulators/service-bus/admin/counts';
import { CLEARED, readFields, writeFields } from '#emulators/service-bus/admin/fields';
import { conflict, nothingToUpdate, withForwardTarget } from '#emulators/service-bus/admin/refusal';
import { tag } from '#emulators/service-bus/admin/xml';
import { runtimeCounts } from '#emulators/service-bus/state/entities/counts';
import { createQueue, deleteQueue, getQueue, updateQueue } from '#emulators/service-bus/state/entities/queues';
import type { Queue } from '#emulators/service-bus/state/queue';

/** In the order in which the cloud shows them. */
const SHOWN = [
  'LockDuration', 'MaxSizeInMegabytes', 'RequiresDuplicateDetection', 'RequiresSession', 'DefaultMessageTimeToLive',
  'DeadLetteringOnMessageExpiration', 'DuplicateDetectionHistoryTimeWindow', 'MaxDeliveryCount', 'EnableBatchedOperations',
  'SizeInBytes', 'MessageCount', 'IsAnonymousAccessible', 'AuthorizationRules', 'Status', 'ForwardTo', 'UserMetadata',
  'CreatedAt', 'UpdatedAt', 'AccessedAt', 'SupportOrdering', 'CountDetails', 'AutoDeleteOnIdle', 'EnablePartitioning',
  'ForwardDeadLetteredMessagesTo', 'EntityAvailabilityStatus', 'EnableExpress', 'MaxMessageSizeInKilobytes',
];

export function queueEntry(call: Call, queue: Queue): Entry {
  const counts = runtimeCounts(queue);
  const { name: title, createdAt, updatedAt } = { ...counts, name: queue.name };
  const content = writeFields(queue.options, SHOWN, hostOf(call), {
    ...timeElements(counts), CountDetails: countDetails(counts),
    SizeInBytes: tag('SizeInBytes', counts.sizeInBytes), MessageCount: tag('MessageCount', counts.messageCount),
    IsAnonymousAccessible: tag('IsAnonymousAccessible', false),
    EntityAvailabilityStatus: tag('EntityAvailabilityStatus', 'Available'),
  });
  return { path: title, title, createdAt, updatedAt, content: description('QueueDescription', content) };
}

/** `/{queue}` */
export const queueApi: ResourceApi<string> = {
  get: (call, name) => queueEntry(call, getQueue(call.namespace, name)),
  put(call, name, element) {
    const { namespace, update } = call;
    const exists = namespace.queueTable.has(name.toLowerCase());
    const taken = exists || namespace.topicTable.has(name.toLowerCase());
    if (update ? !exists : taken) throw update ? nothingToUpdate() : conflict();
    const options = readFields(element, SHOWN);
    return queueEntry(call, withForwardTarget(() => (update ? updateQueue(namespace, name, { ...CLEARED, ...options }) : createQueue(namespace, name, options))));
  },
  remove: ({ namespace }, name) => deleteQueue(namespace, name),
};
