import { badRequest, entityNotFound } from '#emulators/service-bus/state/fault';
import type { Namespace } from '#emulators/service-bus/state/namespace';
import type { EntityKind, Profile, Range } from '#emulators/service-bus/state/profile';
import type { QueueOptions } from '#emulators/service-bus/state/queue-options';

const NAME = /^[A-Za-z0-9]$|^[A-Za-z0-9$][\w\-.$]*[A-Za-z0-9]$/;
const MAX_PATH = 260;
const MAX_NAME = 50;

/** A queue's or topic's name (D94, service-bus-quotas). @throws Fault `argument-error` */
export function checkPath({ path: { pattern, characters } }: Profile, path: string): void {
  if (path.length > MAX_PATH) throw badRequest(`The entity name has ${path.length} characters; at most ${MAX_PATH} are allowed.`);
  if (!pattern.test(path)) throw badRequest(`'${path}' is not a valid entity name: ${characters}, with a letter or digit at both ends.`);
}

/** A subscription's or rule's name. @throws Fault `argument-error` */
export function checkName(name: string): void {
  if (name.length > MAX_NAME) throw badRequest(`The name has ${name.length} characters; at most ${MAX_NAME} are allowed.`);
  if (!NAME.test(name)) throw badRequest(`'${name}' is not a valid name: letters, digits, '.', '-' and '_', with a letter or digit at both ends.`);
}

const MAX_METADATA = 1024;

/** What no entity of the tier can have. @throws Fault `argument-error` */
export function checkOptions({ ranges }: Profile, kind: EntityKind, options: QueueOptions): void {
  for (const [field, { least, most, expected }] of Object.entries(ranges[kind]) as [keyof QueueOptions, Range][]) {
    const value = options[field] as number;
    if (!(value >= least && value <= most)) throw badRequest(`${field} is out of range: ${expected} is expected.`);
  }
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
