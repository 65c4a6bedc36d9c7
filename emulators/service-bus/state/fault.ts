export type FaultCode =
  | 'entity-not-found' | 'message-not-found' | 'message-lock-lost' | 'session-lock-lost' | 'session-cannot-be-locked'
  | 'unauthorized' | 'server-busy' | 'link-detached' | 'connection-forced' | 'internal-error' | 'entity-already-exists' | 'entity-disabled' | 'resources-exceeded' | 'quota-exceeded' | 'not-allowed' | 'timeout' | 'argument-error' | 'argument-out-of-range' | 'not-implemented' | 'message-size-exceeded' | 'decode-error';

/** What the broker refuses a client, in the words that the SDKs match (service-bus-messaging-exceptions-latest). */
export class Fault extends Error {
  readonly code: FaultCode;

  constructor(code: FaultCode, message: string) {
    super(message);
    this.name = 'Fault';
    this.code = code;
  }
}

export const messageLockLost = () => new Fault('message-lock-lost',
  'The lock supplied is invalid. Either the lock expired, or the message has already been removed from the queue. '
  + 'For more information please see https://aka.ms/ServiceBusExceptions .');

export const sessionLockLost = (id: string) => new Fault('session-lock-lost',
  `The session lock was lost. Request a new session receiver. Session id: '${id}'. `
  + 'For more information please see https://aka.ms/ServiceBusExceptions .');

export const sessionCannotBeLocked = (id: string) => new Fault('session-cannot-be-locked',
  `The requested session '${id}' cannot be accepted. It may be locked by another receiver.`);

export const messageNotFound = (sequenceNumbers: readonly number[]) => new Fault('message-not-found',
  `Failed to find message(s) with sequence number(s) ${sequenceNumbers.join(', ')}.`);

export const sessionIdMissing = () => new Fault('not-allowed',
  'The SessionId was not set on a message, and it cannot be sent to the entity. Entities that have session support '
  + 'enabled can only receive messages that have the SessionId set to a valid value.');

export const sessionRequired = () => new Fault('not-allowed',
  'It is not possible for an entity that requires sessions to create a non-sessionful message receiver.');

export const sessionNotSupported = () => new Fault('not-allowed',
  'A sessionful message receiver cannot be created on an entity that does not require sessions. Ensure RequiresSession '
  + 'is set to true when creating a Queue or Subscription to enable sessionful behavior.');

/** L3: no dead-letter queue of a dead-letter queue. */
export const alreadyDeadLettered = () => new Fault('not-allowed',
  'Cannot dead-letter a message of a dead-letter queue.');

/** Worded as the SDKs match it (`MessagingEntityNotFound`, D105). */
export const entityNotFound = (namespace: string, path: string) => new Fault('entity-not-found',
  `The messaging entity 'sb://${namespace}.servicebus.windows.net/${path}' could not be found. `
  + 'To know more visit https://aka.ms/sbResourceMgrExceptions. ');

/** D89, D119. */
export const entityAlreadyExists = (namespace: string, path: string) => new Fault('entity-already-exists',
  `The messaging entity 'sb://${namespace}.servicebus.windows.net/${path}' already exists. `
  + 'To know more visit https://aka.ms/sbResourceMgrExceptions. ');

/** D106. */
export const entityDisabled = (doing: 'Sending to' | 'Receiving from' | 'Changing rules of', path: string) => new Fault('entity-disabled',
  `Messaging entity '${path}' is currently disabled. ${doing} it is disabled.`);

/** D104. */
export const quotaExceeded = (path: string) => new Fault('quota-exceeded',
  `The maximum entity size has been reached or exceeded for '${path}'. Receive messages or raise its MaxSizeInMegabytes.`);

/** Worded as the cloud's for partitioned entities (Azure/azure-sdk-for-java#7773). */
export const resourcesExceeded = (type: string, actual: number, most: number) => new Fault('resources-exceeded',
  `The maximum number of resources of type ${type} has been reached or exceeded. Actual: ${actual}, Max allowed: ${most}.`);

/** D112: the word is the official emulator's (Azure/azure-service-bus-emulator-installer#58), the condition is assumed. */
export const connectionsExceeded = (namespace: string) => new Fault('quota-exceeded', `ConnectionsQuotaExceeded for namespace: ${namespace}.`);

/** D112: condition and text are assumed. */
export const receiversExceeded = (path: string, most: number) => new Fault('quota-exceeded',
  `The maximum number of concurrent receive requests on the entity '${path}' has been reached. Max allowed: ${most}.`);

/** What a real namespace has and this one does not; condition and text are assumed. */
export const notEmulated = (feature: string) => new Fault('not-implemented', `${feature} not supported here.`);

/** D50, D102: condition and text are assumed. */
export const tooLong = (property: string, length: number, most: number) => new Fault('argument-out-of-range',
  `The property '${property}' has ${length} characters; at most ${most} are allowed.`);

/** D101: one property (Azure/azure-sdk-for-net#15325; the condition as in Azure/amqpnetlite#333). */
export const propertyTooLarge = () => new Fault('internal-error',
  'The service was unable to process the request; please retry the operation. For more information on exception types and proper exception handling, '
  + 'please refer to http://go.microsoft.com/fwlink/?LinkId=761101');

/** D101: all of them (rebus-org/Rebus.AzureServiceBus#35, where a MessageSizeExceededException says so). */
export const headerTooLarge = (most: number) => new Fault('message-size-exceeded',
  'A serialization error occurred while processing the message header stream with sequence number 0. '
  + `The serialization process return the following message: The size quota for this stream (${most}) has been exceeded..`);

/** D118: condition and text are assumed. */
export const batchDeleteTooMany = (count: number, most: number) => new Fault('argument-out-of-range',
  `'message-count' is ${count}; 1 to ${most} are allowed in one batch delete.`);

/** A description that no entity can have; `reason` is a sentence. */
export const badRequest = (reason: string) => new Fault('argument-error', reason);

/** D111, throttling. */
export const serverBusy = () => new Fault('server-busy',
  'The request was terminated because the entity is being throttled. Error code: 50009. Please wait 2 seconds and try again.');

export const linkDetached = (link: string) => new Fault('link-detached',
  `The link '${link}' is force detached. Code: ServerError. Details: Forced by an injected fault.`);

/** D109, as the cloud words it (Azure/azure-sdk-for-java#34588, Azure/azure-sdk-for-python#33013; that of `$management` is assumed). */
export const linkIdle = (link: string, kind: 'send' | 'receive' | 'manage') => {
  const [code, timer] = { send: ['publisher', 'AmqpMessagePublisher'], receive: ['consumer', 'AmqpMessageConsumer'], manage: ['client', 'AmqpControlProtocolClient'] }[kind];
  return new Fault('link-detached', `The link '${link}' is force detached. Code: ${code}(link1). Details: ${timer}.IdleTimerExpired: Idle timeout: 00:10:00.`);
};

/** D110 (service-bus-amqp-troubleshoot). */
export const connectionUnlinked = (ms: number) => new Fault('connection-forced',
  `The connection was closed by container 'LinkTracker' because it did not have any active links in the past ${ms} milliseconds.`);

/** D108: the cloud drops such a connection; that it says why, and how, is assumed. */
export const tokenMissing = (ms: number) => new Fault('connection-forced',
  `The connection was closed because no token was put to '$cbs' within ${ms} milliseconds.`);

/** D107, as the cloud words it (Azure/azure-sdk-for-python#23487). */
export const claimsMissing = (claims: readonly string[], namespace: string, path: string) =>
  `Unauthorized access. ${claims.map((claim) => `'${claim}'`).join(' or ')} claim(s) are required to perform this operation. `
  + `Resource: 'sb://${namespace}.servicebus.windows.net/${path}'.`;

/** D107: what becomes of a link whose token expires. */
export const tokenNotRenewed = (link: string, problem: string) => new Fault('link-detached',
  `The link '${link}' is force detached. Code: RenewToken. Details: ${problem}`);

/** D107. */
export const unauthorized = (problem: string) => new Fault('unauthorized', problem);
