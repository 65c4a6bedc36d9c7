import { QUEUES } from '#emulators/platform/bus';
import type { Binding } from '#core/contract';
import type { QueueConfig } from '#emulators/service-bus/config/queue-config';

/** The queues of the virtual platform, as the binding contracts want them. */
export const PLATFORM_QUEUES: QueueConfig[] = Object.values(QUEUES).map((name: string) => ({ name, lockDuration: 'PT1M', maxDeliveryCount: 10 }));

/** The variable in which a bus consumer finds its bus. */
export const BUS_VARIABLE = 'SERVICEBUS_CONNECTION_STRING';

/** The queues as a binding contract relies on them. */
export const boundQueues = ({ entities, lockDuration, maxDeliveryCount, requiresSession }: Binding): QueueConfig[] =>
  entities.map((name) => ({ name, lockDuration, maxDeliveryCount, requiresSession }));
