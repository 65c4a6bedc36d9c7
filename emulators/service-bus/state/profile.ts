import { type QueueOptions, STANDARD } from '#emulators/service-bus/state/queue-options';

export const PROFILE_NAMES = ['standard', 'premium', 'official-emulator'] as const;
export type ProfileName = (typeof PROFILE_NAMES)[number];

/** The kind of an entity, where limits differ by it. */
export type EntityKind = 'queue' | 'topic' | 'subscription';

/** What an option may be; `expected` completes "… is out of range: … is expected". Durations in milliseconds. */
export interface Range { readonly least: number; readonly most: number; readonly expected: string }
export type Ranges = Readonly<Partial<Record<keyof QueueOptions, Range>>>;

/** How many there may be of a thing; what is beyond is refused with `quota-exceeded`. */
export interface Quotas {
  readonly connections: number;
  /** Queues and topics of the namespace. */
  readonly entities: number;
  readonly subscriptionsPerTopic: number;
  readonly sqlFiltersPerTopic: number;
  readonly correlationFiltersPerTopic: number;
  /** Receivers attached to an entity; to all of a topic's subscriptions together. */
  readonly receivers: number;
  /** Messages of one batch-delete-messages (batch-delete). */
  readonly batchDelete: number;
}

/** What a tier gives an entity that does not say otherwise, and how far it goes. */
export interface Profile {
  readonly name: ProfileName;
  readonly defaults: QueueOptions;
  /** In bytes. */
  readonly maxMessageSize: number;
  readonly quotas: Quotas;
  readonly ranges: Readonly<Record<EntityKind, Ranges>>;
  /** What a queue's or topic's name is made of. */
  readonly path: { readonly pattern: RegExp; readonly characters: string };
  readonly webSockets: boolean;
  /** Whether a configuration is held to the ranges and quotas too; else it may go beyond them. */
  readonly checksConfiguration: boolean;
}

const KB = 1024;
const SECOND = 1000;
const MINUTE = 60 * SECOND;
const DAY = 1440 * MINUTE;
const range = (least: number, most: number, expected: string): Range => ({ least, most, expected });

/** service-bus-quotas, D04, D121; the longest MaxDeliveryCount is assumed. */
const CLOUD_RANGES: Ranges = {
  lockDuration: range(1, 5 * MINUTE, 'above zero and at most 5 minutes'),
  maxDeliveryCount: range(1, 2000, '1 to 2000'),
  defaultMessageTimeToLive: range(1, Infinity, 'above zero'),
  duplicateDetectionHistoryTimeWindow: range(1, 7 * DAY, 'above zero and at most 7 days'),
  autoDeleteOnIdle: range(5 * MINUTE, Infinity, 'at least 5 minutes'),
  maxSizeInMegabytes: range(1, 81_920, '1 to 81920'),
};

/** Its configuration's schema; Azure/azure-service-bus-emulator-installer#133. */
const EMULATOR_RANGES: Ranges = {
  lockDuration: range(5 * SECOND, 5 * MINUTE, '5 seconds to 5 minutes'),
  maxDeliveryCount: range(1, 10, '1 to 10'),
  defaultMessageTimeToLive: range(5 * MINUTE, 60 * MINUTE, '5 minutes to 1 hour'),
  duplicateDetectionHistoryTimeWindow: range(5 * SECOND, 5 * MINUTE, '5 seconds to 5 minutes'),
  autoDeleteOnIdle: range(Infinity, Infinity, 'nothing, as the official emulator does not support it,'),
  maxSizeInMegabytes: range(1, 100, '1 to 100'),
};

/** service-bus-quotas. */
const STANDARD_QUOTAS: Quotas = {
  connections: 5000, entities: 10_000, subscriptionsPerTopic: 2000, sqlFiltersPerTopic: 2000, correlationFiltersPerTopic: 100_000, receivers: 5000, batchDelete: 500,
};

const standard: Profile = {
  name: 'standard', defaults: STANDARD, maxMessageSize: 256 * KB, quotas: STANDARD_QUOTAS, webSockets: true, checksConfiguration: false,
  ranges: { queue: CLOUD_RANGES, topic: CLOUD_RANGES, subscription: CLOUD_RANGES },
  path: { pattern: /^[A-Za-z0-9]$|^[A-Za-z0-9][\w\-./~]*[A-Za-z0-9]$/, characters: "letters, digits, '.', '-', '_', '~' and '/'" },
};

/** service-bus-quotas; overview-emulator for `official-emulator`, which is documented, not measured. */
export const PROFILES: Readonly<Record<ProfileName, Profile>> = {
  standard,
  premium: {
    ...standard, name: 'premium', defaults: { ...STANDARD, maxMessageSizeInKilobytes: KB }, maxMessageSize: 100 * KB * KB,
    quotas: { ...STANDARD_QUOTAS, entities: 1000, batchDelete: 4000 },
  },
  'official-emulator': {
    name: 'official-emulator', maxMessageSize: 256 * KB, webSockets: false, checksConfiguration: true,
    defaults: {
      ...STANDARD, maxDeliveryCount: 3, defaultMessageTimeToLive: 60 * MINUTE,
      duplicateDetectionHistoryTimeWindow: 20_000, maxSizeInMegabytes: 100,
    },
    // 70 SQL filters by its maintainers' word in #144; its documentation said 20.
    quotas: { connections: 10, entities: 50, subscriptionsPerTopic: 50, sqlFiltersPerTopic: 70, correlationFiltersPerTopic: 1000, receivers: 200, batchDelete: 500 },
    ranges: {
      queue: EMULATOR_RANGES, topic: EMULATOR_RANGES,
      subscription: { ...EMULATOR_RANGES, lockDuration: range(MINUTE, 5 * MINUTE, '1 to 5 minutes') },
    },
    // #134.
    path: { pattern: /^[A-Za-z0-9]$|^[A-Za-z0-9][\w\-./]*[A-Za-z0-9]$/, characters: "letters, digits, '.', '-', '_' and '/'" },
  },
};
