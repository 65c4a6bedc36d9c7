import { RingproofError } from '#core/errors';
import { durationToMs } from '#emulators/service-bus/state/duration';
import { type EntityStatus, type QueueOptions, STANDARD } from '#emulators/service-bus/state/queue-options';

/** What every entity may say; durations in ISO 8601, as in Service Bus' own entity descriptions. What is absent is as in the tier. */
interface EntityConfig {
  name: string;
  defaultMessageTimeToLive?: string;
  autoDeleteOnIdle?: string;
  status?: EntityStatus;
  userMetadata?: string;
}

interface DuplicateDetection {
  requiresDuplicateDetection?: boolean;
  duplicateDetectionHistoryTimeWindow?: string;
  maxSizeInMegabytes?: number;
  maxMessageSizeInKilobytes?: number;
}

interface Receivable {
  lockDuration?: string;
  maxDeliveryCount?: number;
  requiresSession?: boolean;
  deadLetteringOnMessageExpiration?: boolean;
  /** A queue or topic. */
  forwardTo?: string;
  forwardDeadLetteredMessagesTo?: string;
}

export interface QueueConfig extends EntityConfig, Receivable, DuplicateDetection {}

export interface TopicConfig extends EntityConfig, DuplicateDetection {
  subscriptions?: SubscriptionConfig[];
}

export interface SubscriptionConfig extends EntityConfig, Receivable {
  deadLetteringOnFilterEvaluationExceptions?: boolean;
  /** Without any, `$Default` lets every message through. */
  rules?: RuleConfig[];
}

/** Exactly one of the filters. */
export interface RuleConfig {
  name: string;
  sqlFilter?: string;
  correlationFilter?: CorrelationFilterConfig;
  /** A SQL action. */
  action?: string;
}

export interface CorrelationFilterConfig {
  contentType?: string;
  correlationId?: string;
  subject?: string;
  messageId?: string;
  replyTo?: string;
  replyToSessionId?: string;
  sessionId?: string;
  to?: string;
  properties?: Record<string, string | number | boolean>;
}

const DURATIONS = ['lockDuration', 'defaultMessageTimeToLive', 'duplicateDetectionHistoryTimeWindow', 'autoDeleteOnIdle'] as const;

/** @throws RingproofError `RP_CONFIG_INVALID` for a duration that is none or not above zero */
export function toOptions(config: QueueConfig | TopicConfig | SubscriptionConfig, defaults: QueueOptions = STANDARD): QueueOptions {
  const options: Record<string, unknown> = { ...defaults };
  for (const [field, value] of Object.entries(config)) if (field in defaults && value !== undefined) options[field] = value;
  for (const field of DURATIONS) {
    const value = options[field];
    if (typeof value === 'string') options[field] = duration(config.name, field, value);
  }
  return options as unknown as QueueOptions;
}

function duration(entity: string, field: string, text: string): number {
  const ms = durationToMs(text);
  if (ms !== undefined && ms > 0) return ms;
  throw new RingproofError('RP_CONFIG_INVALID', { file: `queue "${entity}"`, problem: `${field} is "${text}"; an ISO 8601 duration above zero such as PT30S is needed.` });
}
