import type { ServiceBusMessage, ServiceBusReceivedMessage } from '@azure/service-bus';
import type { Json } from '#core/json';
import type { OutgoingMessage, SeenMessage } from '#ring2/drift/driver';

/** A message as the official client sends it. */
export function toSdkMessage(message: OutgoingMessage): ServiceBusMessage {
  const { properties, ...rest } = message;
  return { ...rest, ...(properties && { applicationProperties: properties }) };
}

/** What the official client shows of a message, in the words of the driver. */
export function fromSdkMessage(message: ServiceBusReceivedMessage): SeenMessage {
  const optional = {
    messageId: textOf(message.messageId),
    contentType: message.contentType,
    subject: message.subject,
    correlationId: textOf(message.correlationId),
    sessionId: message.sessionId,
    deliveryCount: message.deliveryCount,
    sequenceNumber: message.sequenceNumber?.toString(),
    enqueuedAt: message.enqueuedTimeUtc?.getTime(),
    lockedUntil: message.lockedUntilUtc?.getTime(),
    // A peeked message has an empty token or none.
    lockToken: message.lockToken === '' ? undefined : message.lockToken,
    deadLetterReason: message.deadLetterReason,
    deadLetterDescription: message.deadLetterErrorDescription,
  };
  const present = Object.fromEntries(Object.entries(optional).filter(([, value]) => value !== undefined)) as Partial<SeenMessage>;
  return { ...present, body: bodyOf(message.body), properties: { ...message.applicationProperties }, state: message.state };
}

const textOf = (id: string | number | Buffer | undefined): string | undefined => (id === undefined ? undefined : Buffer.isBuffer(id) ? id.toString('hex') : String(id));

/** A body that is no JSON value is shown by its bytes, so that two targets can still be compared. */
const bodyOf = (body: unknown): Json => (Buffer.isBuffer(body) ? { base64: body.toString('base64') } : ((body ?? null) as Json));
