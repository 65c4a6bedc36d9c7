import { type Entry, description } from '#emulators/service-bus/admin/atom';
import { type Call, type ResourceApi, hostOf } from '#emulators/service-bus/admin/call';
import { countDetails, timeElements } from '#emulators/service-bus/admin/counts';
import { readFields, writeFields } from '#emulators/service-bus/admin/fields';
import { conflict, nothingToUpdate } from '#emulators/service-bus/admin/refusal';
import { tag } from '#emulators/service-bus/admin/xml';
import { topicCounts } from '#emulators/service-bus/state/entities/counts';
import { createTopic, deleteTopic, getTopic, updateTopic } from '#emulators/service-bus/state/entities/topics';
import type { Topic } from '#emulators/service-bus/state/topic';

/** In the order in which the cloud shows them. */
const SHOWN = [
  'DefaultMessageTimeToLive', 'MaxSizeInMegabytes', 'RequiresDuplicateDetection', 'DuplicateDetectionHistoryTimeWindow',
  'EnableBatchedOperations', 'SizeInBytes', 'FilteringMessagesBeforePublishing', 'IsAnonymousAccessible', 'AuthorizationRules',
  'Status', 'UserMetadata', 'CreatedAt', 'UpdatedAt', 'AccessedAt', 'SupportOrdering', 'CountDetails', 'SubscriptionCount',
  'AutoDeleteOnIdle', 'EnablePartitioning', 'EntityAvailabilityStatus', 'EnableSubscriptionPartitioning', 'EnableExpress',
  'MaxMessageSizeInKilobytes',
];

export function topicEntry(call: Call, topic: Topic): Entry {
  const counts = topicCounts(topic);
  const { createdAt, updatedAt } = counts;
  const content = writeFields(topic.inbox.options, SHOWN, hostOf(call), {
    ...timeElements(counts), CountDetails: countDetails(counts),
    SizeInBytes: tag('SizeInBytes', counts.sizeInBytes), SubscriptionCount: tag('SubscriptionCount', counts.subscriptionCount),
    FilteringMessagesBeforePublishing: tag('FilteringMessagesBeforePublishing', false),
    IsAnonymousAccessible: tag('IsAnonymousAccessible', false),
    EntityAvailabilityStatus: tag('EntityAvailabilityStatus', 'Available'), EnableSubscriptionPartitioning: tag('EnableSubscriptionPartitioning', false),
  });
  return { path: topic.name, title: topic.name, createdAt, updatedAt, content: description('TopicDescription', content) };
}

/** `/{topic}` */
export const topicApi: ResourceApi<string> = {
  get: (call, name) => topicEntry(call, getTopic(call.namespace, name)),
  put(call, name, element) {
    const { namespace, update } = call;
    const exists = namespace.topicTable.has(name.toLowerCase());
    const taken = exists || namespace.queueTable.has(name.toLowerCase());
    if (update ? !exists : taken) throw update ? nothingToUpdate() : conflict();
    const options = readFields(element, SHOWN);
    return topicEntry(call, update ? updateTopic(namespace, name, { userMetadata: '', ...options }) : createTopic(namespace, name, options));
  },
  remove: ({ namespace }, name) => deleteTopic(namespace, name),
};
