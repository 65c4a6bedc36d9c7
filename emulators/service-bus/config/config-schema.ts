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
export interface CorrelationFilterProperties {
  ContentType?: string;
  CorrelationId?: string;
  Label?: string;
  MessageId?: string;
  ReplyTo?: string;
  ReplyToSessionId?: string;
  SessionId?: string;
  To?: string;
  Properties?: Record<string, string | number | boolean>;
}
export interface RuleProperties {
  FilterType: 'Correlation' | 'Sql';
  CorrelationFilter?: CorrelationFilterProperties;
  SqlFilter?: { SqlExpression: string };
  Action?: { SqlExpression: string };
}
export interface EmulatorRule { Name: string; Properties: RuleProperties }
export interface EmulatorSubscription { Name: string; Properties?: EntityProperties; Rules?: EmulatorRule[] }
export interface EmulatorTopic { Name: string; Properties?: EntityProperties; Subscriptions?: EmulatorSubscription[] }
export interface EmulatorConfig {
  UserConfig: { Namespaces: { Name: string; Queues?: { Name: string; Properties?: EntityProperties }[]; Topics?: EmulatorTopic[] }[] };
}

const duration = { type: 'string' };
const text = { type: 'string' };
const flag = { type: 'boolean' };

const object = (properties: object, ...required: string[]) => ({ type: 'object', required, additionalProperties: false, properties });
const list = (items: object) => ({ type: 'array', items });

// Illegal in the cloud too (400 SubCode=40000); the path of an entity has at most 260 characters, other names 50.
const path = { type: 'string', pattern: '^[A-Za-z0-9]$|^[A-Za-z0-9][\\w\\-./~]*[A-Za-z0-9]$', maxLength: 260 };
const name = { type: 'string', pattern: '^[A-Za-z0-9]$|^[A-Za-z0-9$][\\w\\-.$]*[A-Za-z0-9]$', maxLength: 50 };

const received = {
  LockDuration: duration, MaxDeliveryCount: { type: 'integer', minimum: 1 }, RequiresSession: flag,
  DefaultMessageTimeToLive: duration, DeadLetteringOnMessageExpiration: flag, ForwardTo: text, ForwardDeadLetteredMessagesTo: text,
};
const detection = { RequiresDuplicateDetection: flag, DuplicateDetectionHistoryTimeWindow: duration };
const sql = object({ SqlExpression: text }, 'SqlExpression');
const correlation = object({
  ContentType: text, CorrelationId: text, Label: text, MessageId: text, ReplyTo: text, ReplyToSessionId: text, SessionId: text, To: text,
  Properties: { type: 'object', additionalProperties: { type: ['string', 'number', 'boolean'] } },
});

const rule = object({
  Name: name,
  // The official emulator makes a rule of any other type let everything through.
  Properties: object({ FilterType: { enum: ['Correlation', 'Sql'] }, CorrelationFilter: correlation, SqlFilter: sql, Action: sql }, 'FilterType'),
}, 'Name', 'Properties');
const subscription = object({ Name: name, Properties: object(received), Rules: list(rule) }, 'Name');
const topic = object({ Name: path, Properties: object({ DefaultMessageTimeToLive: duration, ...detection }), Subscriptions: list(subscription) }, 'Name');
const queue = object({ Name: path, Properties: object({ ...received, ...detection }) }, 'Name');
const namespace = object({ Name: text, Queues: list(queue), Topics: list(topic) }, 'Name');

export const configSchema = {
  type: 'object', required: ['UserConfig'],
  properties: {
    UserConfig: object({ Namespaces: { type: 'array', minItems: 1, maxItems: 1, items: namespace }, Logging: { type: 'object' } }, 'Namespaces'),
  },
};
