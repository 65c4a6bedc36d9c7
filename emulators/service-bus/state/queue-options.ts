/** One queue's rules. Durations in milliseconds, `Infinity` for never. */
export interface QueueOptions {
  readonly lockDuration: number;
  readonly maxDeliveryCount: number;
  readonly requiresSession: boolean;
  readonly defaultMessageTimeToLive: number;
  readonly deadLetteringOnMessageExpiration: boolean;
}

/** The cloud's standard tier (service-bus-quotas; recorded creations). The official emulator's defaults are others. */
export const STANDARD: QueueOptions = {
  lockDuration: 60_000,
  maxDeliveryCount: 10,
  requiresSession: false,
  defaultMessageTimeToLive: Infinity,
  deadLetteringOnMessageExpiration: false,
};
