import type { Call, ResourceApi } from '#emulators/service-bus/admin/call';
import { queueApi } from '#emulators/service-bus/admin/queue';
import { badRequest, nothingToDelete } from '#emulators/service-bus/admin/refusal';
import { topicApi } from '#emulators/service-bus/admin/topic';

/** Queues and topics share their paths: what is there says which it is, and in a creation the description. */
const apiOf = ({ namespace }: Call, name: string): ResourceApi<string> | undefined => {
  if (namespace.queueTable.has(name.toLowerCase())) return queueApi;
  return namespace.topicTable.has(name.toLowerCase()) ? topicApi : undefined;
};

/** `/{queue}` or `/{topic}` */
export const entityApi = {
  find: (call: Call, name: string) => apiOf(call, name)?.get(call, name),
  put: ((call, name, element) => {
    if (element.name === 'QueueDescription') return queueApi.put(call, name, element);
    if (element.name === 'TopicDescription') return topicApi.put(call, name, element);
    throw badRequest(`A QueueDescription or TopicDescription is needed, not ${element.name}.`);
  }) satisfies ResourceApi<string>['put'],
  remove(call: Call, name: string): void {
    const api = apiOf(call, name);
    if (!api) throw nothingToDelete();
    api.remove(call, name);
  },
};
