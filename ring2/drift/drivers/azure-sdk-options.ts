import type { ConnectOptions } from '#ring2/drift/library';

/** Runs one question to the bus; every failure becomes the driver's own error. */
export type Ask = <T>(act: () => Promise<T>) => Promise<T>;

/** How long a farewell may take. */
export const closingMs = ({ answerMs }: Pick<ConnectOptions, 'answerMs'>): number => Math.min(answerMs, 5000);
