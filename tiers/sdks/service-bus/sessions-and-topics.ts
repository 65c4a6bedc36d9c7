import type { Behaviour } from './behaviour.ts';

const queue = { requiresSession: true };

/** Sessions. */
export const SESSIONS: Behaviour[] = [
  { id: 'session', sentence: "A named session is locked and gives its own messages in order.", queue, expected: { id: 'job-1', locked: true, bodies: ['0', '1'], sessionIds: ['job-1', 'job-1'] } },
  { id: 'session-state', sentence: 'A session has no state until one is set; what is read is what was set.', queue, expected: { before: null, after: 'cycle 2' } },
  { id: 'renew-session-lock', sentence: "A renewed session's lock ends no earlier than before, and later than now.", queue, expected: { renewed: true } },
  { id: 'session-locked', sentence: 'A session that somebody holds is refused as locked.', queue, expected: 'session-locked' },
  { id: 'accept-next-session', sentence: 'The next session that has messages is given, with them.', queue, expected: { id: 'job-2', body: 'next' } },
  { id: 'no-session', sentence: 'Waiting for a session when there is none ends with a timeout.', queue, expected: 'timeout' },
  { id: 'list-sessions', sentence: 'Sessions with messages are listed.', queue, expected: ['job-3', 'job-4'] },
];

/** Topics with their subscriptions' rules. */
export const TOPICS: Behaviour[] = [
  {
    id: 'topic-with-rules', sentence: 'Each subscription gets what its rules let through; an action changes its copy.',
    topic: {
      subscriptions: [
        { name: 'all' },
        { name: 'red', rules: [{ name: 'r', sqlFilter: "color = 'red' AND sys.Label = 'paint'", action: 'SET checked = TRUE' }] },
        { name: 'leeds', rules: [{ name: 'r', correlationFilter: { to: 'Leeds', properties: { express: true } } }] },
      ],
    },
    expected: { all: ['blue', 'red'], red: ['red'], checked: true, leeds: ['blue'] },
  },
  {
    id: 'rule-manager', sentence: 'Rules are listed, made and removed over AMQP, and decide on the next message.', topic: { subscriptions: [{ name: 's' }] },
    expected: { before: ['$Default'], after: ['only-blue'], received: ['blue'] },
  },
];
