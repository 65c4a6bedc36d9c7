import type { Broker } from '#emulators/service-bus/amqp/peer';
import { Fault } from '#emulators/service-bus/state/fault';
import type { Queue } from '#emulators/service-bus/state/queue';

const KB = 1024;

/** The largest message in bytes that an entity takes in its tier, and the largest batch. */
export const maxMessageSize = ({ namespace }: Broker, { options }: Queue): number =>
  Math.min(namespace.profile.maxMessageSize, options.maxMessageSizeInKilobytes * KB);

export const tooLarge = (size: number, limit: number): Fault => new Fault('message-size-exceeded',
  `The received message (size:${size} bytes) exceeds the limit (${limit} bytes) currently allowed on the link.`);
