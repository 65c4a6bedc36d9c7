import type { Behaviour } from './behaviour.ts';

/** The administration API, over https. */
export const ADMIN: Behaviour[] = [
  { id: 'admin-namespace', sentence: "The namespace's name and tier are told.", expected: { name: 'sbemulatorns', tier: 'Standard' } },
  {
    id: 'admin-queue', sentence: 'A queue made without options has the documented defaults.',
    expected: { lockSeconds: 60, maxDeliveryCount: 10, megabytes: 1024, ttlDays: 10_675_199, status: 'active', requiresSession: false },
  },
  {
    id: 'admin-queue-options', sentence: 'A queue made with options has them, text that XML must escape and a forward included.',
    expected: { lockSeconds: 30, maxDeliveryCount: 5, userMetadata: '<&>', forwardTo: 'admin-target' },
  },
  { id: 'admin-queue-update', sentence: 'What an update changes is changed, the rest stays.', expected: { lockSeconds: 120, maxDeliveryCount: 5 } },
  { id: 'admin-list-paging', sentence: 'A list longer than one page is told to its end, each queue once.', expected: { count: 120, first: 'page000', last: 'page119', sorted: true } },
  { id: 'admin-topic-and-rules', sentence: 'A subscription is made with its first rule, gets another, and lists both.', expected: { rules: ['all', 'sql'], subscriptions: ['red'], expression: "color = 'red'", action: 'SET checked = TRUE' } },
  { id: 'admin-sql-parameters', sentence: 'Parameters of an SQL filter are kept.', expected: { expression: 'color = @color', parameters: { '@color': 'red' } } },
  {
    id: 'admin-correlation-filter', sentence: 'A correlation filter keeps its fields and its properties.',
    expected: { correlationId: 'c', subject: 'l', to: 'Leeds', properties: { text: 'x' } },
  },
  { id: 'admin-typed-filter', sentence: 'Numbers and truth values among the properties of a correlation filter keep their types.', expected: { whole: 7, half: 0.5, flag: true } },
  { id: 'admin-time-in-filter', sentence: 'A property of a correlation filter that is a point in time stays one.', expected: '2026-01-02T03:04:05.000Z' },
  { id: 'admin-long-in-filter', sentence: 'A property of a correlation filter that is a 64-bit number stays exact.', expected: 2 ** 40 },
  { id: 'admin-rule-update', sentence: 'A changed filter is told as changed.', expected: "color = 'blue'" },
  { id: 'admin-delete', sentence: 'Deleted queues, rules, subscriptions and topics are gone.', expected: { queue: 'not-found', rule: 'not-found', subscription: 'not-found', topic: 'not-found' } },
  {
    id: 'admin-refusals', sentence: 'What exists cannot be made again, what does not exist is not found, what is out of range is refused.',
    expected: { duplicate: 'already-exists', missingQueue: 'not-found', missingSubscription: 'not-found', missingRule: 'not-found', deleteMissing: 'not-found', lockOfAnHour: 'bad-request' },
  },
  { id: 'admin-made-used', sentence: 'A topic made by the administration client carries messages at once, by its rules.', expected: { received: ['red'], checked: true } },
  {
    id: 'runtime-counts', sentence: 'Runtime properties count messages, dead letters, bytes, subscriptions, and have times.',
    expected: { total: 2, active: 1, deadLetter: 1, bytes: true, created: true, subscriptions: 1, inSubscription: 1 },
  },
];
