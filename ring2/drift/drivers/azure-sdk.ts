import { ServiceBusClient } from '@azure/service-bus';
import { BusError, type Driver } from '#ring2/drift/driver';
import { createDriver } from '#ring2/drift/drivers/azure-sdk-driver';
import { toBusError } from '#ring2/drift/drivers/azure-sdk-error';
import { type Ask, type AzureSdkOptions, closingMs } from '#ring2/drift/drivers/azure-sdk-options';
import { withDeadline } from '#ring2/drift/drivers/deadline';
import { createSequenceNumbers } from '#ring2/drift/drivers/sequence-numbers';

/** One connection of the official client; each run takes a driver from it and gives its links back. */
export interface AzureSdkClient {
  driver(): Driver & { leave(): Promise<void> };
  close(): Promise<void>;
}

export function connectAzureSdk(options: AzureSdkOptions): AzureSdkClient {
  // Retries would hide what is to be seen, and at 30 s each turn one refusal into minutes.
  const retryOptions = { maxRetries: 0 };
  const { webSocketOptions } = options;
  const client = new ServiceBusClient(options.connectionString, { retryOptions, ...(webSocketOptions && { webSocketOptions }) });
  const context = { client, numbers: createSequenceNumbers(), ask: asking(options), options };
  return {
    driver: () => createDriver(context),
    // A peer that answers nothing does not answer a farewell either.
    close: () => withDeadline(() => client.close(), closingMs(options)).catch(() => undefined),
  };
}

function asking({ patienceMs, answerMs, signal, clean }: AzureSdkOptions): Ask {
  return async (act) => {
    try {
      return await withDeadline(act, patienceMs + answerMs, signal);
    } catch (error) {
      if (error instanceof BusError || signal?.aborted) throw error;
      throw toBusError(error, clean);
    }
  };
}
