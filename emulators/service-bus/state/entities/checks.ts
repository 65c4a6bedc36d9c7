import { badRequest, entityNotFound } from '#emulators/service-bus/state/fault';
import type { Namespace } from '#emulators/service-bus/state/namespace';
import type { QueueOptions } from '#emulators/service-bus/state/queue-options';

const PATH = /^[A-Za-z0-9]$|^[A-Za-z0-9][\w\-./~]*[A-Za-z0-9]$/;
const NAME = /^[A-Za-z0-9]$|^[A-Za-z0-9$][\w\-.$]*[A-Za-z0-9]$/;
const MAX_PATH = 260;
const MAX_NAME = 50;

/** A queue's or topic's name (D94, service-bus-quotas). @throws Fault `argument-error` */
export function checkPath(path: string): void {
  if (path.length > MAX_PATH) throw badRequest(`The entity name has ${path.length} characters; at most ${MAX_PATH} are allowed.`);
  if (!PATH.test(path)) throw badRequest(`'${path}' is not a valid entity name: letters, digits, '.', '-', '_', '~' and '/', with a letter or digit at both ends.`);
}

/** A subscription's or rule's name. @throws Fault `argument-error` */
export function checkName(name: string): void {
  if (name.length > MAX_NAME) throw badRequest(`The name has ${name.length} characters; at most ${MAX_NAME} are allowed.`);
  if (!NAME.test(name)) throw badRequest(`'${name}' is not a valid name: letters, digits, '.', '-' and '_', with a letter or digit at both ends.`);
}

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const DAY = 1440 * MINUTE;
const MAX_METADATA = 1024;

/** What no entity of the standard tier can have (service-bus-quotas, D04, D121). @throws Fault `argument-error` */
export function checkOptions(options: QueueOptions): void {
  const within = (field: keyof QueueOptions, least: number, most: number, unit: string) => {
    const value = options[field] as number;
    if (!(value >= least && value <= most)) throw badRequest(`${field} is out of range: ${unit} is expected.`);
  };
  within('lockDuration', 1, 5 * MINUTE, 'above zero and at most 5 minutes');
  within('maxDeliveryCount', 1, 2000, '1 to 2000');
  within('defaultMessageTimeToLive', 1, Infinity, 'above zero');
  within('duplicateDetectionHistoryTimeWindow', 1, 7 * DAY, 'above zero and at most 7 days');
  within('autoDeleteOnIdle', 5 * MINUTE, Infinity, 'at least 5 minutes');
  within('maxSizeInMegabytes', 1, 81_920, '1 to 81920');
  if (options.userMetadata.length > MAX_METADATA) throw badRequest(`userMetadata has more than ${MAX_METADATA} characters.`);
  if (options.requiresSession && options.forwardTo) throw badRequest('An entity that requires sessions cannot forward its messages.');
}

/** D91: forwards end at a queue or topic that exists, and not where they began. @throws Fault `argument-error`, `entity-not-found` */
export function checkForwards(namespace: Namespace, path: string, options: QueueOptions): void {
  for (const field of ['forwardTo', 'forwardDeadLetteredMessagesTo'] as const) {
    const target = options[field];
    if (!target) continue;
    if (target.toLowerCase() === path.toLowerCase()) throw badRequest(`${field} of '${path}' is the entity itself.`);
    const found = namespace.find(target);
    if (!found) throw entityNotFound(namespace.name, target);
    if (found.role !== 'queue' && found.role !== 'topic') throw badRequest(`${field} of '${path}' is '${target}', which is neither a queue nor a topic.`);
  }
}

const FIXED = ['requiresSession', 'requiresDuplicateDetection', 'enablePartitioning'] as const;

/** What is decided when an entity is made. @throws Fault `argument-error` */
export function checkUpdate(before: QueueOptions, after: QueueOptions): void {
  for (const field of FIXED) if (before[field] !== after[field]) throw badRequest(`${field} cannot be changed after the entity was created.`);
}
