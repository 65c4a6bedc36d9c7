import { RingproofError } from '#core/errors';
import { durationToMs } from '#emulators/service-bus/state/duration';
import { type QueueOptions, STANDARD } from '#emulators/service-bus/state/queue-options';

/** One queue; durations in ISO 8601, as in Service Bus' own entity descriptions. What is absent is as in the cloud's standard tier. */
export interface QueueConfig {
  name: string;
  lockDuration?: string;
  maxDeliveryCount?: number;
  requiresSession?: boolean;
  defaultMessageTimeToLive?: string;
  deadLetteringOnMessageExpiration?: boolean;
}

/** @throws RingproofError `RP_CONFIG_INVALID` for a duration that is none or not above zero */
export function toOptions(config: QueueConfig): QueueOptions {
  const duration = (field: 'lockDuration' | 'defaultMessageTimeToLive'): number => {
    const text = config[field];
    const ms = text === undefined ? STANDARD[field] : durationToMs(text);
    if (ms !== undefined && ms > 0) return ms;
    throw new RingproofError('RP_CONFIG_INVALID', { file: `queue "${config.name}"`, problem: `${field} is "${text}"; an ISO 8601 duration above zero such as PT30S is needed.` });
  };
  return {
    lockDuration: duration('lockDuration'),
    maxDeliveryCount: config.maxDeliveryCount ?? STANDARD.maxDeliveryCount,
    requiresSession: config.requiresSession ?? STANDARD.requiresSession,
    defaultMessageTimeToLive: duration('defaultMessageTimeToLive'),
    deadLetteringOnMessageExpiration: config.deadLetteringOnMessageExpiration ?? STANDARD.deadLetteringOnMessageExpiration,
  };
}
