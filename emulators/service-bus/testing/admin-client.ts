import { ServiceBusAdministrationClient } from '@azure/service-bus';
import type { RunningServiceBus } from '#emulators/service-bus/index';

/** What `additionalPolicies` cannot do: the client's pipeline, which its type hides. */
interface Piped { pipeline: { addPolicy(policy: { name: string; sendRequest(request: Request, next: (request: Request) => unknown): unknown }): void } }
interface Request { url: string; tlsSettings?: { ca: string } }

/** The unmodified client, over https, trusting the emulator's certificate alone. */
export async function adminClient(bus: RunningServiceBus, connectionString = bus.connectionString): Promise<ServiceBusAdministrationClient> {
  const client = new ServiceBusAdministrationClient(connectionString, { retryOptions: { maxRetries: 0 } });
  const ca = await bus.caPem();
  (client as unknown as Piped).pipeline.addPolicy({
    name: 'trust', sendRequest: (request, next) => {
      request.tlsSettings = { ca };
      return next(request);
    },
  });
  return client;
}
