import type { ServiceBusClientOptions } from '@azure/service-bus';
import type { Driver } from '#ring2/drift/driver';

export interface AzureSdkOptions extends Pick<Driver, 'admin' | 'wire'> {
  connectionString: string;
  webSocketOptions?: ServiceBusClientOptions['webSocketOptions'];
  /** How long a receive waits for a message that ought to be there. */
  patienceMs: number;
  /** How long it waits where nothing is expected. */
  briefMs: number;
  /** How long any answer may take beyond that; the client's own limit is 60 s and cannot be lowered. */
  answerMs: number;
  signal?: AbortSignal;
  clock: Pick<Driver, 'now' | 'wait'>;
  /** Removes secrets from a text. */
  clean: (text: string) => string;
}

/** Runs one question to the bus; every failure becomes the driver's own error. */
export type Ask = <T>(act: () => Promise<T>) => Promise<T>;

/** How long a farewell may take. */
export const closingMs = ({ answerMs }: Pick<AzureSdkOptions, 'answerMs'>): number => Math.min(answerMs, 5000);
