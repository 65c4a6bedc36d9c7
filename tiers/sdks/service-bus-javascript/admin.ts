import { ServiceBusAdministrationClient, type ServiceBusClient } from '@azure/service-bus';
import { adminTopics } from './admin-topics.ts';
import { one, send } from './bus.ts';
import { refused, show } from './seen.ts';

/** `PT2M` in seconds; the client hands durations out as the service writes them. */
const seconds = (duration: string): number => 60 * Number(/(\d+)M/.exec(duration)?.[1] ?? 0) + Number(/(\d+)S/.exec(duration)?.[1] ?? 0);

/** The administration client over https: namespace, queues, refusals, counts. */
export async function admin(connectionString: string, bus: ServiceBusClient): Promise<void> {
  const client = new ServiceBusAdministrationClient(connectionString, { retryOptions: { maxRetries: 0 } });
  await queues(client);
  await adminTopics(client, bus);
  await show('admin-delete', async () => {
    await client.createQueue('admin-delete');
    await client.createTopic('admin-delete-topic');
    await client.createSubscription('admin-delete-topic', 's');
    await client.deleteQueue('admin-delete');
    await client.deleteRule('admin-delete-topic', 's', '$Default');
    const rule = await refused(() => client.getRule('admin-delete-topic', 's', '$Default'));
    await client.deleteSubscription('admin-delete-topic', 's');
    const subscription = await refused(() => client.getSubscription('admin-delete-topic', 's'));
    await client.deleteTopic('admin-delete-topic');
    return { queue: await refused(() => client.getQueue('admin-delete')), rule, subscription, topic: await refused(() => client.getTopic('admin-delete-topic')) };
  });
  await show('admin-refusals', async () => {
    await client.createQueue('admin-refusals');
    await client.createTopic('admin-refusals-topic');
    await client.createSubscription('admin-refusals-topic', 's');
    return {
      duplicate: await refused(() => client.createQueue('admin-refusals')), missingQueue: await refused(() => client.getQueue('nowhere')),
      missingSubscription: await refused(() => client.getSubscription('admin-refusals-topic', 'nowhere')),
      missingRule: await refused(() => client.getRule('admin-refusals-topic', 's', 'nowhere')), deleteMissing: await refused(() => client.deleteQueue('nowhere')),
      lockOfAnHour: await refused(() => client.createQueue('bad', { lockDuration: 'PT1H' })),
    };
  });
  await show('runtime-counts', async () => {
    await client.createQueue('runtime-counts');
    await send(bus, 'runtime-counts', 'a', 'b');
    const receiver = bus.createReceiver('runtime-counts');
    await receiver.deadLetterMessage(await one(receiver));
    await client.createTopic('runtime-counts-topic');
    await client.createSubscription('runtime-counts-topic', 's');
    await send(bus, 'runtime-counts-topic', 'x');
    const { totalMessageCount: total, activeMessageCount: active, deadLetterMessageCount: deadLetter, sizeInBytes, createdAt } = await client.getQueueRuntimeProperties('runtime-counts');
    return {
      total, active, deadLetter, bytes: Number(sizeInBytes) > 0, created: createdAt.getFullYear() > 2000,
      subscriptions: (await client.getTopicRuntimeProperties('runtime-counts-topic')).subscriptionCount,
      inSubscription: (await client.getSubscriptionRuntimeProperties('runtime-counts-topic', 's')).activeMessageCount,
    };
  });
}

async function queues(client: ServiceBusAdministrationClient): Promise<void> {
  await show('admin-namespace', async () => {
    const { name, messagingSku } = await client.getNamespaceProperties();
    return { name, tier: messagingSku };
  });
  await show('admin-queue', async () => {
    await client.createQueue('admin-queue');
    const { lockDuration, maxDeliveryCount, maxSizeInMegabytes, defaultMessageTimeToLive, status, requiresSession } = await client.getQueue('admin-queue');
    return {
      lockSeconds: seconds(lockDuration), maxDeliveryCount, megabytes: maxSizeInMegabytes,
      ttlDays: Number(/^P(\d+)D/.exec(defaultMessageTimeToLive)?.[1]), status: status.toLowerCase(), requiresSession,
    };
  });
  await show('admin-queue-options', async () => {
    await client.createQueue('admin-target');
    await client.createQueue('admin-queue/options', { lockDuration: 'PT30S', maxDeliveryCount: 5, userMetadata: '<&>', forwardTo: 'admin-target' });
    const { lockDuration, maxDeliveryCount, userMetadata, forwardTo } = await client.getQueue('admin-queue/options');
    return { lockSeconds: seconds(lockDuration), maxDeliveryCount, userMetadata, forwardTo: forwardTo?.split('/').at(-1) };
  });
  await show('admin-queue-update', async () => {
    const made = await client.createQueue('admin-queue-update', { maxDeliveryCount: 5 });
    await client.updateQueue({ ...made, lockDuration: 'PT2M' });
    const { lockDuration, maxDeliveryCount } = await client.getQueue('admin-queue-update');
    return { lockSeconds: seconds(lockDuration), maxDeliveryCount };
  });
  await show('admin-list-paging', async () => {
    const names: string[] = [];
    for await (const page of client.listQueues().byPage({ maxPageSize: 50 })) names.push(...page.map(({ name }) => name));
    const pages = names.filter((name) => name.startsWith('page'));
    return { count: pages.length, first: pages[0], last: pages.at(-1), sorted: [...new Set(pages)].sort().join() === pages.join() };
  });
}
