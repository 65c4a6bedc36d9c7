import type { Entry, Page } from '#emulators/service-bus/admin/atom';
import type { Call } from '#emulators/service-bus/admin/call';
import { queueEntry } from '#emulators/service-bus/admin/queue';
import { badRequest } from '#emulators/service-bus/admin/refusal';
import { ruleEntry } from '#emulators/service-bus/admin/rule';
import { type SubscriptionKey, findSubscription, findTopic, subscriptionEntry } from '#emulators/service-bus/admin/subscription';
import { topicEntry } from '#emulators/service-bus/admin/topic';
import { listQueues } from '#emulators/service-bus/state/entities/queues';
import { listRules } from '#emulators/service-bus/state/entities/rules';
import { listSubscriptions } from '#emulators/service-bus/state/entities/subscriptions';
import { listTopics } from '#emulators/service-bus/state/entities/topics';

const PAGE = 100;
const MAX_PAGE = 1000;

export const queuesPage = (call: Call): Page =>
  page(call, 'Queues', '$Resources/Queues', listQueues(call.namespace), (queue) => queueEntry(call, queue));

export const topicsPage = (call: Call): Page =>
  page(call, 'Topics', '$Resources/Topics', listTopics(call.namespace), (topic) => topicEntry(call, topic));

/** @throws Refusal 404 for the topic */
export function subscriptionsPage(call: Call, topic: string): Page {
  const { name } = findTopic(call, topic);
  return page(call, 'Subscriptions', `${name}/Subscriptions`, listSubscriptions(call.namespace, name), (one) => subscriptionEntry(call, one));
}

/** @throws Refusal 404 for the topic or subscription */
export function rulesPage(call: Call, key: SubscriptionKey): Page {
  const subscription = findSubscription(call, key);
  return page(call, 'Rules', `${subscription.topic.name}/Subscriptions/${subscription.name}/Rules`, listRules(subscription), (rule) => ruleEntry(subscription, rule));
}

/** `$skip` and `$top` of them, and where the next ones are. */
function page<Item>(call: Call, title: string, path: string, items: readonly Item[], toEntry: (item: Item) => Entry): Page {
  const skip = wholeNumber(call, '$skip', 0);
  const top = Math.min(wholeNumber(call, '$top', PAGE), MAX_PAGE);
  const end = skip + top;
  const next = end < items.length && top > 0 ? { next: `$skip=${end}&$top=${top}` } : {};
  return { title, path, entries: items.slice(skip, end).map(toEntry), ...next };
}

function wholeNumber({ query }: Call, name: string, absent: number): number {
  const text = query.get(name);
  if (text === null) return absent;
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw badRequest(`The query parameter ${name} is "${text}"; a whole number is needed.`);
}
