/** Which operations an entity refuses for now (entity-suspend). */
export type EntityStatus = 'Active' | 'Disabled' | 'SendDisabled' | 'ReceiveDisabled';

/** A key of one entity's own (service-bus-sas). */
export interface AuthorizationRule {
  readonly keyName: string;
  readonly rights: readonly string[];
  readonly claimType: string;
  readonly claimValue: string;
  readonly primaryKey: string;
  readonly secondaryKey: string;
}

/** One entity's rules; those that its kind does not have keep their defaults. Durations in milliseconds, `Infinity` for never. */
export interface QueueOptions {
  readonly lockDuration: number;
  readonly maxDeliveryCount: number;
  readonly requiresSession: boolean;
  readonly defaultMessageTimeToLive: number;
  readonly deadLetteringOnMessageExpiration: boolean;
  /** Subscriptions only. */
  readonly deadLetteringOnFilterEvaluationExceptions: boolean;
  readonly status: EntityStatus;
  /** The quota of the entity with its dead-letter queue; a topic's counts its subscriptions. */
  readonly maxSizeInMegabytes: number;
  readonly maxMessageSizeInKilobytes: number;
  readonly requiresDuplicateDetection: boolean;
  readonly duplicateDetectionHistoryTimeWindow: number;
  readonly autoDeleteOnIdle: number;
  /** The queue or topic that every message goes on to; empty for none. */
  readonly forwardTo: string;
  readonly forwardDeadLetteredMessagesTo: string;
  // Kept and told, without an effect here.
  readonly enableBatchedOperations: boolean;
  readonly enablePartitioning: boolean;
  readonly enableExpress: boolean;
  readonly supportOrdering: boolean;
  readonly userMetadata: string;
  readonly authorizationRules: readonly AuthorizationRule[];
}

const MINUTE = 60_000;

/** The cloud's standard tier (service-bus-quotas; recorded creations). The official emulator's defaults are others. */
export const STANDARD: QueueOptions = {
  lockDuration: MINUTE,
  maxDeliveryCount: 10,
  requiresSession: false,
  defaultMessageTimeToLive: Infinity,
  deadLetteringOnMessageExpiration: false,
  deadLetteringOnFilterEvaluationExceptions: true,
  status: 'Active',
  maxSizeInMegabytes: 1024,
  maxMessageSizeInKilobytes: 256,
  requiresDuplicateDetection: false,
  duplicateDetectionHistoryTimeWindow: 10 * MINUTE,
  autoDeleteOnIdle: Infinity,
  forwardTo: '',
  forwardDeadLetteredMessagesTo: '',
  enableBatchedOperations: true,
  enablePartitioning: false,
  enableExpress: false,
  supportOrdering: true,
  userMetadata: '',
  authorizationRules: [],
};

export const sendDisabled = ({ status }: QueueOptions): boolean => status === 'Disabled' || status === 'SendDisabled';
export const receiveDisabled = ({ status }: QueueOptions): boolean => status === 'Disabled' || status === 'ReceiveDisabled';
