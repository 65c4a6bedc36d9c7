import { type QueueOptions, STANDARD } from '#emulators/service-bus/state/queue-options';

export type ProfileName = 'standard' | 'premium' | 'official-emulator';

/** What a tier gives an entity that does not say otherwise, and the largest message that it takes, in bytes. */
export interface Profile {
  readonly name: ProfileName;
  readonly defaults: QueueOptions;
  readonly maxMessageSize: number;
}

const KB = 1024;
const MINUTE = 60_000;

/** service-bus-quotas; overview-emulator for `official-emulator`, which is documented, not measured. */
export const PROFILES: Readonly<Record<ProfileName, Profile>> = {
  standard: { name: 'standard', defaults: STANDARD, maxMessageSize: 256 * KB },
  premium: { name: 'premium', defaults: { ...STANDARD, maxMessageSizeInKilobytes: KB }, maxMessageSize: 100 * KB * KB },
  'official-emulator': {
    name: 'official-emulator', maxMessageSize: 256 * KB,
    defaults: {
      ...STANDARD, maxDeliveryCount: 3, defaultMessageTimeToLive: 60 * MINUTE,
      duplicateDetectionHistoryTimeWindow: 20_000, maxSizeInMegabytes: 100,
    },
  },
};
