// The official emulator's Config.json (azure-service-bus-emulator-installer, Config.schema.json), with the cloud's ranges
// instead of the emulator's narrower ones. An unknown property is refused: a misspelt one would silently mean a default.

export interface EntityProperties {
  LockDuration?: string;
  MaxDeliveryCount?: number;
  RequiresSession?: boolean;
  DefaultMessageTimeToLive?: string;
  DeadLetteringOnMessageExpiration?: boolean;
  RequiresDuplicateDetection?: boolean;
  DuplicateDetectionHistoryTimeWindow?: string;
  ForwardTo?: string;
  ForwardDeadLetteredMessagesTo?: string;
}
export interface EmulatorConfig {
  UserConfig: { Namespaces: { Name: string; Queues?: { Name: string; Properties?: EntityProperties }[]; Topics?: unknown[] }[] };
}

const duration = { type: 'string' };
const text = { type: 'string' };
const flag = { type: 'boolean' };

const queue = {
  type: 'object', required: ['Name'], additionalProperties: false,
  properties: {
    // Illegal in the cloud too (400 SubCode=40000); the path of an entity has at most 260 characters.
    Name: { type: 'string', pattern: '^[A-Za-z0-9]$|^[A-Za-z0-9][\\w\\-./~]*[A-Za-z0-9]$', maxLength: 260 },
    Properties: {
      type: 'object', additionalProperties: false,
      properties: {
        LockDuration: duration, MaxDeliveryCount: { type: 'integer', minimum: 1 }, RequiresSession: flag,
        DefaultMessageTimeToLive: duration, DeadLetteringOnMessageExpiration: flag, RequiresDuplicateDetection: flag,
        DuplicateDetectionHistoryTimeWindow: duration, ForwardTo: text, ForwardDeadLetteredMessagesTo: text,
      },
    },
  },
};

const namespace = {
  type: 'object', required: ['Name'], additionalProperties: false,
  properties: { Name: text, Queues: { type: 'array', items: queue }, Topics: { type: 'array' } },
};

export const configSchema = {
  type: 'object', required: ['UserConfig'],
  properties: {
    UserConfig: {
      type: 'object', required: ['Namespaces'], additionalProperties: false,
      properties: { Namespaces: { type: 'array', minItems: 1, maxItems: 1, items: namespace }, Logging: { type: 'object' } },
    },
  },
};
