import { QUEUES } from '#emulators/platform/bus';
import type { QueueConfig } from '#emulators/service-bus/config/queue-config';

/** The queues of the virtual platform, as the binding contracts want them. */
export const PLATFORM_QUEUES: QueueConfig[] = Object.values(QUEUES).map((name: string) => ({ name, lockDuration: 'PT1M', maxDeliveryCount: 10 }));
