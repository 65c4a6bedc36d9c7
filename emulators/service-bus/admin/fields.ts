import { readAuthorizationRules, writeAuthorizationRules } from '#emulators/service-bus/admin/authorization-rules';
import { badRequest } from '#emulators/service-bus/admin/refusal';
import { type XmlElement, child, tag } from '#emulators/service-bus/admin/xml';
import { durationToMs, msToDuration } from '#emulators/service-bus/state/duration';
import type { AuthorizationRule, QueueOptions } from '#emulators/service-bus/state/queue-options';

/** How one property of an entity is written in a description. */
interface Form {
  /** The text of its element, or the element itself as XML; undefined for no element. */
  write(value: unknown, host: string): string | { xml: string } | undefined;
  /** Undefined for a text that is not of this form. */
  read(text: string, element: XmlElement): unknown;
  expected: string;
}

const STATUS = ['Active', 'Disabled', 'SendDisabled', 'ReceiveDisabled'];

const duration: Form = {
  write: (value) => msToDuration(value as number), expected: 'an ISO 8601 duration above zero such as PT1M',
  read: (text) => { const ms = durationToMs(text); return ms !== undefined && ms > 0 ? ms : undefined; },
};
const whole: Form = { write: String, read: (text) => (/^\d{1,15}$/.test(text) ? Number(text) : undefined), expected: 'a whole number' };
const flag: Form = {
  write: String, expected: 'true or false',
  read: (text) => (/^(true|1)$/i.test(text) ? true : /^(false|0)$/i.test(text) ? false : undefined),
};
/** Absent when empty. */
const words: Form = { write: (value) => (value === '' ? undefined : value as string), read: (text) => text, expected: 'a text' };
const authorization: Form = {
  write: (value) => ({ xml: writeAuthorizationRules(value as AuthorizationRule[]) }), expected: 'a list of AuthorizationRule',
  read: (_text, element) => readAuthorizationRules(element),
};
const status: Form = {
  write: String, expected: `one of ${STATUS.join(', ')}`,
  read: (text) => STATUS.find((known) => known.toLowerCase() === text.toLowerCase()),
};
/** An address, `sb://host/name`, of which the name is kept; a bare name is taken too. */
const entityAddress: Form = {
  write: (value, host) => (value === '' ? undefined : `sb://${host}/${value as string}`), expected: 'the address of an entity',
  read: (text) => text.trim().replace(/^[a-z]+:\/\/[^/]*\//i, '').replace(/\/+$/, ''),
};

/** Every option with its name in a description; a kind of entity shows those that it has, in its own order. */
export const FIELDS: Readonly<Record<string, readonly [option: keyof QueueOptions, form: Form]>> = {
  LockDuration: ['lockDuration', duration],
  MaxSizeInMegabytes: ['maxSizeInMegabytes', whole],
  RequiresDuplicateDetection: ['requiresDuplicateDetection', flag],
  RequiresSession: ['requiresSession', flag],
  DefaultMessageTimeToLive: ['defaultMessageTimeToLive', duration],
  DeadLetteringOnMessageExpiration: ['deadLetteringOnMessageExpiration', flag],
  DeadLetteringOnFilterEvaluationExceptions: ['deadLetteringOnFilterEvaluationExceptions', flag],
  DuplicateDetectionHistoryTimeWindow: ['duplicateDetectionHistoryTimeWindow', duration],
  MaxDeliveryCount: ['maxDeliveryCount', whole],
  EnableBatchedOperations: ['enableBatchedOperations', flag],
  AuthorizationRules: ['authorizationRules', authorization],
  Status: ['status', status],
  ForwardTo: ['forwardTo', entityAddress],
  UserMetadata: ['userMetadata', words],
  SupportOrdering: ['supportOrdering', flag],
  AutoDeleteOnIdle: ['autoDeleteOnIdle', duration],
  EnablePartitioning: ['enablePartitioning', flag],
  ForwardDeadLetteredMessagesTo: ['forwardDeadLetteredMessagesTo', entityAddress],
  EnableExpress: ['enableExpress', flag],
  MaxMessageSizeInKilobytes: ['maxMessageSizeInKilobytes', whole],
};

/**
 * The options among `names` that a description sets.
 * @throws Refusal 400 naming the property
 */
export function readFields(element: XmlElement, names: readonly string[]): Partial<QueueOptions> {
  return Object.fromEntries(names.flatMap((name) => {
    const field = FIELDS[name];
    const found = child(element, name);
    if (!field || !found) return [];
    const [option, form] = field;
    const value = form.read(form === words ? found.text : found.text.trim(), found);
    if (value === undefined) throw badRequest(`The value "${found.text}" of ${name} cannot be read; ${form.expected} is needed.`);
    return [[option, value]];
  }));
}

/** The elements of a description in the order of `names`; what is no option comes from `more`, an XML text for each name. */
export function writeFields(options: QueueOptions, names: readonly string[], host: string, more: Readonly<Record<string, string>>): string {
  return names.map((name) => {
    const field = FIELDS[name];
    if (!field) return more[name] ?? '';
    const written = field[1].write(options[field[0]], host);
    return typeof written === 'object' ? written.xml : tag(name, written);
  }).join('');
}

/** What an update takes away by leaving it out: clients have no other way to say so. */
export const CLEARED: Partial<QueueOptions> = { forwardTo: '', forwardDeadLetteredMessagesTo: '', userMetadata: '' };
