import type { QueueConfig, TopicConfig } from '#emulators/service-bus/index';

// What the soak sends to, and where a message then is. A place is an entity that is received from.

const LOCK = 'PT10S';

export const QUEUES: QueueConfig[] = [
  { name: 'work', lockDuration: LOCK },
  { name: 'inbox', forwardTo: 'archive', lockDuration: LOCK },
  { name: 'archive', lockDuration: LOCK },
  { name: 'orders', requiresSession: true, lockDuration: LOCK },
  { name: 'brief', defaultMessageTimeToLive: 'PT2S', lockDuration: LOCK },
  { name: 'brief-kept', defaultMessageTimeToLive: 'PT2S', deadLetteringOnMessageExpiration: true, lockDuration: LOCK },
];
export const TOPICS: TopicConfig[] = [{
  name: 'news', subscriptions: [
    { name: 'all', lockDuration: LOCK },
    { name: 'even', lockDuration: LOCK, rules: [{ name: 'r', sqlFilter: 'n % 2 = 0', action: "SET seen = 'yes'" }] },
    { name: 'tenth', lockDuration: LOCK, rules: [{ name: 'r', correlationFilter: { subject: 'tenth' } }] },
  ],
}];

export const SESSIONS = 8;
export const SESSION_QUEUE = 'orders';
/** Messages here vanish when their time is over, and nobody may be blamed. */
export const VANISHING = 'brief';
const subscription = (name: string) => `news/Subscriptions/${name}`;

/** Entities that are sent to. */
export const TARGETS = ['work', 'inbox', 'orders', 'brief', 'brief-kept', 'news'] as const;
export type Target = typeof TARGETS[number];
/** Entities that are received from, sessions apart. */
export const PLACES = ['work', 'archive', 'brief', 'brief-kept', subscription('all'), subscription('even'), subscription('tenth')];

/** Where the message with number `n` must come to be. */
export function placesOf(target: Target, n: number): string[] {
  if (target === 'inbox') return ['archive'];
  if (target !== 'news') return [target];
  return [subscription('all'), ...(n % 2 === 0 ? [subscription('even')] : []), ...(n % 10 === 0 ? [subscription('tenth')] : [])];
}

const DEAD_LETTERS = '/$DeadLetterQueue';
export const deadLettersOf = (place: string): string => `${place}${DEAD_LETTERS}`;
/** The place that a path belongs to, and whether it is that place's dead-letter queue. */
export const placeOf = (path: string): { place: string; dead: boolean } =>
  path.endsWith(DEAD_LETTERS) ? { place: path.slice(0, -DEAD_LETTERS.length), dead: true } : { place: path, dead: false };
