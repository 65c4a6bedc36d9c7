import type { RingproofError } from '#core/errors';

/** Reports a wrong value of a configuration by its JSON path. */
export type Invalid = (path: string, problem: string) => RingproofError;
