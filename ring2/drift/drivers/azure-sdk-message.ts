import type { CorrelationRuleFilter, ServiceBusMessage, ServiceBusReceivedMessage, SqlRuleAction, SqlRuleFilter } from '@azure/service-bus';
import type { Json } from '#core/json';
import type { RuleNeeds } from '#ring2/drift/entities';
import type { OutgoingMessage, SeenMessage } from '#ring2/drift/message';

/** A message as the official client sends it. */
export function toSdkMessage(message: OutgoingMessage): ServiceBusMessage {
  const { properties, scheduledAt, ...rest } = message;
  return { ...rest, ...(properties && { applicationProperties: properties }), ...(scheduledAt !== undefined && { scheduledEnqueueTimeUtc: new Date(scheduledAt) }) };
}

/** What the official client shows of a message, in the words of the driver. */
export function fromSdkMessage(message: ServiceBusReceivedMessage): SeenMessage {
  const optional = {
    messageId: textOf(message.messageId),
    contentType: message.contentType,
    subject: message.subject,
    correlationId: textOf(message.correlationId),
    sessionId: message.sessionId,
    to: message.to,
    replyTo: message.replyTo,
    replyToSessionId: message.replyToSessionId,
    partitionKey: message.partitionKey,
    timeToLive: message.timeToLive,
    deliveryCount: message.deliveryCount,
    sequenceNumber: message.sequenceNumber?.toString(),
    enqueuedSequenceNumber: digits(message.enqueuedSequenceNumber),
    enqueuedAt: message.enqueuedTimeUtc?.getTime(),
    scheduledAt: message.scheduledEnqueueTimeUtc && new Date(message.scheduledEnqueueTimeUtc).getTime(),
    lockedUntil: message.lockedUntilUtc?.getTime(),
    // A peeked message has an empty token or none.
    lockToken: message.lockToken === '' ? undefined : message.lockToken,
    deadLetterReason: message.deadLetterReason,
    deadLetterDescription: message.deadLetterErrorDescription,
    deadLetterSource: message.deadLetterSource,
  };
  const present = Object.fromEntries(Object.entries(optional).filter(([, value]) => value !== undefined && value !== null)) as Partial<SeenMessage>;
  return { ...present, body: bodyOf(message.body), properties: { ...message.applicationProperties }, state: message.state };
}

/** A rule as the official client takes it: one filter, perhaps an action. */
export function toSdkRule({ sqlFilter, correlationFilter, action }: RuleNeeds): { filter: SqlRuleFilter | CorrelationRuleFilter; action?: SqlRuleAction } {
  const filter = sqlFilter === undefined ? correlation(correlationFilter ?? {}) : { sqlExpression: sqlFilter };
  return { filter, ...(action !== undefined && { action: { sqlExpression: action } }) };
}

function correlation({ properties, ...system }: NonNullable<RuleNeeds['correlationFilter']>): CorrelationRuleFilter {
  return { ...system, ...(properties && { applicationProperties: properties }) };
}

const textOf = (id: string | number | Buffer | undefined): string | undefined => (id === undefined ? undefined : Buffer.isBuffer(id) ? id.toString('hex') : String(id));

/** The client's type says number; above 2^53 it hands over the eight bytes. */
const digits = (number: number | Buffer | undefined): string | undefined => (Buffer.isBuffer(number) ? String(number.readBigInt64BE()) : number?.toString());

/** A body that is no JSON value is shown by its bytes, so that two targets can still be compared. */
const bodyOf = (body: unknown): Json => (Buffer.isBuffer(body) ? { base64: body.toString('base64') } : ((body ?? null) as Json));
