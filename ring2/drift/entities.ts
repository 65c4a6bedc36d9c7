/** What an entity must be like; durations are ISO 8601 as in Service Bus' own entity descriptions. */
interface Receivable {
  /** Default PT5S, the shortest that every target takes. */
  lockDuration?: string;
  /** Default 10. */
  maxDeliveryCount?: number;
  requiresSession?: boolean;
  deadLetteringOnMessageExpiration?: boolean;
  defaultMessageTimeToLive?: string;
  /** The role of another entity. */
  forwardTo?: string;
  forwardDeadLetteredMessagesTo?: string;
  status?: 'Active' | 'Disabled' | 'SendDisabled' | 'ReceiveDisabled';
  autoDeleteOnIdle?: string;
}

interface Sendable {
  requiresDuplicateDetection?: boolean;
  duplicateDetectionHistoryTimeWindow?: string;
  maxSizeInMegabytes?: number;
}

export interface QueueNeeds extends Receivable, Sendable {}

export interface RuleNeeds {
  name: string;
  sqlFilter?: string;
  correlationFilter?: {
    contentType?: string; correlationId?: string; subject?: string; messageId?: string; replyTo?: string; replyToSessionId?: string;
    sessionId?: string; to?: string; properties?: Record<string, string | number | boolean>;
  };
  /** A SQL action. */
  action?: string;
}

export interface SubscriptionNeeds extends Receivable {
  deadLetteringOnFilterEvaluationExceptions?: boolean;
  /** Without any, `$Default` lets every message through. */
  rules?: RuleNeeds[];
}

export interface TopicNeeds extends Sendable {
  defaultMessageTimeToLive?: string;
  subscriptions: Readonly<Record<string, SubscriptionNeeds>>;
}

/** The entities of a scenario, by role. What they do not say is given explicitly, so that defaults are no drift. */
export interface Entities {
  queues?: Readonly<Record<string, QueueNeeds>>;
  topics?: Readonly<Record<string, TopicNeeds>>;
}

type Named<Needs> = Needs & { name: string };
export type NamedQueue = Named<QueueNeeds>;
export type NamedSubscription = Named<SubscriptionNeeds>;
export type NamedTopic = Named<Omit<TopicNeeds, 'subscriptions'>> & { subscriptions: NamedSubscription[] };

export const LOCK_DURATION = 'PT5S';
/** The official emulator gives subscriptions no shorter one (its configuration's schema). */
export const SUBSCRIPTION_LOCK_DURATION = 'PT1M';
export const MAX_DELIVERY_COUNT = 10;
/** The longest that every target takes. */
export const TIME_TO_LIVE = 'PT1H';

/** The entities as they are to be made, under the names that `nameOf` gives their roles. */
export function named({ queues = {}, topics = {} }: Entities, nameOf: (role: string) => string): { queues: NamedQueue[]; topics: NamedTopic[] } {
  const receivable = <Needs extends Receivable>(needs: Needs, name: string, lockDuration: string) => ({
    lockDuration, maxDeliveryCount: MAX_DELIVERY_COUNT, defaultMessageTimeToLive: TIME_TO_LIVE, ...needs, name,
    ...(needs.forwardTo !== undefined && { forwardTo: nameOf(needs.forwardTo) }),
    ...(needs.forwardDeadLetteredMessagesTo !== undefined && { forwardDeadLetteredMessagesTo: nameOf(needs.forwardDeadLetteredMessagesTo) }),
  });
  return {
    queues: Object.entries(queues).map(([role, needs]) => receivable(needs, nameOf(role), LOCK_DURATION)),
    topics: Object.entries(topics).map(([role, { subscriptions, ...needs }]) => ({
      defaultMessageTimeToLive: TIME_TO_LIVE, ...needs, name: nameOf(role), subscriptions: Object.entries(subscriptions).map(([name, own]) => receivable(own, name, SUBSCRIPTION_LOCK_DURATION)),
    })),
  };
}
