import { randomBytes } from 'node:crypto';

const PREFIX = 'ringproof-drift';

/** 40 bits by chance: two runs at once on one namespace do not meet. */
export const newRunId = (): string => randomBytes(5).toString('hex');

/** What the names of all entities of one run of one scenario begin with; `count` counts these runs from 1. */
export const runPrefix = (runId: string, count: number): string => `${PREFIX}-${runId}-${count}`;

/** Whether an entity has a name that only `runPrefix` gives: queues that people made for the fixed names have none. */
export const isOfARun = (name: string): boolean => /^ringproof-drift-[0-9a-f]{10}-\d+(-|$)/i.test(name);
