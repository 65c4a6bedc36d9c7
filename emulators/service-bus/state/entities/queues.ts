import { detachAll } from '#emulators/service-bus/state/entities/detach';
import { checkForwards, checkOptions, checkPath, checkUpdate } from '#emulators/service-bus/state/entities/checks';
import { checkEntityQuota } from '#emulators/service-bus/state/entities/quotas';
import { applyOptions, retire, watchIdle } from '#emulators/service-bus/state/entities/lifecycle';
import { entityAlreadyExists, entityNotFound } from '#emulators/service-bus/state/fault';
import type { Namespace } from '#emulators/service-bus/state/namespace';
import type { Queue } from '#emulators/service-bus/state/queue';
import type { QueueOptions } from '#emulators/service-bus/state/queue-options';

/** What is absent is the tier's default. Durations in milliseconds. */
export type Description = Partial<QueueOptions>;

/** @throws Fault `entity-already-exists`, `argument-error`, `resources-exceeded`; `entity-not-found` for what it forwards to */
export function createQueue(namespace: Namespace, name: string, description: Description = {}): Queue {
  checkPath(namespace.profile, name);
  checkFree(namespace, name);
  checkEntityQuota(namespace);
  const options = { ...namespace.profile.defaults, ...description };
  checkOptions(namespace.profile, 'queue', options);
  checkForwards(namespace, name, options);
  return putQueue(namespace, name, options);
}

/** As `createQueue`, unchecked: a configuration may go beyond the cloud's ranges, and forward to what it names later. */
export function putQueue(namespace: Namespace, name: string, options: QueueOptions): Queue {
  const queue = namespace.addQueue(name, options);
  applyOptions(namespace, queue, options);
  watchIdle(namespace, queue, () => deleteQueue(namespace, name));
  return queue;
}

/** D119: a queue and a topic cannot have one name. @throws Fault `entity-already-exists` */
export function checkFree(namespace: Namespace, name: string): void {
  if (namespace.queueTable.has(name.toLowerCase()) || namespace.topicTable.has(name.toLowerCase())) throw entityAlreadyExists(namespace.name, name);
}

/** Its properties are `options`. @throws Fault `entity-not-found` */
export function getQueue(namespace: Namespace, name: string): Queue {
  const queue = namespace.queueTable.get(name.toLowerCase());
  if (!queue) throw entityNotFound(namespace.name, name);
  return queue;
}

/** What is absent stays. Links are detached when the new status refuses them. @throws Fault `entity-not-found`, `argument-error` */
export function updateQueue(namespace: Namespace, name: string, description: Description): Queue {
  const queue = getQueue(namespace, name);
  const options = { ...queue.options, ...description };
  checkOptions(namespace.profile, 'queue', options);
  checkUpdate(queue.options, options);
  checkForwards(namespace, queue.name, options);
  queue.updatedAt = namespace.clock.now();
  applyOptions(namespace, queue, options);
  return queue;
}

/** With its messages; its links are detached. @throws Fault `entity-not-found` */
export function deleteQueue(namespace: Namespace, name: string): void {
  const queue = getQueue(namespace, name);
  namespace.queueTable.delete(name.toLowerCase());
  detachAll(queue, entityNotFound(namespace.name, queue.name));
  retire(queue);
}

/** By name. */
export const listQueues = (namespace: Namespace): Queue[] => namespace.queues().sort(byName);

/** As the cloud lists: without regard to case. */
export const byName = (a: { name: string }, b: { name: string }): number => {
  const [x, y] = [a.name.toLowerCase(), b.name.toLowerCase()];
  return x < y ? -1 : x > y ? 1 : 0;
};
