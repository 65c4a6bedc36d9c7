import type { Content, Properties } from '#emulators/service-bus/state/message';
import type { Value } from '#emulators/service-bus/state/value';

/** The system properties that filters may name and actions may set, by their names in SQL (service-bus-messaging-sql-filter). */
export const SYSTEM_PROPERTIES = [
  'MessageId', 'CorrelationId', 'To', 'ReplyTo', 'Label', 'SessionId', 'ReplyToSessionId', 'ContentType',
] as const;
export type SystemProperty = typeof SYSTEM_PROPERTIES[number];

/** What filters and actions see of a message. A property that is absent is absent here too. */
export interface MessageView {
  readonly system: ReadonlyMap<SystemProperty, Value>;
  readonly user: ReadonlyMap<string, Value>;
  /** A new GUID, for `newid()`: randomness comes from outside. */
  newId: () => string;
}

/** What an action changed: a value, or undefined to remove the property. */
export interface MessageEdits {
  readonly system: ReadonlyMap<SystemProperty, Value | undefined>;
  readonly user: ReadonlyMap<string, Value | undefined>;
}

/** How state looks inside a message when a filter or an action asks for it; the wire knows the encoding. */
export interface ContentCodec {
  /** `added` stand over the sender's own application properties. */
  view(content: Content, added: Properties): MessageView;
  edit(content: Content, edits: MessageEdits): Content;
}

/** For a namespace whose messages cannot be looked into: no filter but true and false ever sees a property. */
export const OPAQUE: ContentCodec = {
  view: () => ({ system: new Map(), user: new Map(), newId: () => '00000000-0000-0000-0000-000000000000' }),
  edit: (content) => content,
};
