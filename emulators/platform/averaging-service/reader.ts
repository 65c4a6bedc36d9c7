// The reading side of the averaging-service as a program of its own: it takes messages under lock with Microsoft's client,
// checks them as the service does, and completes them. Recordings run it as the consumer of its binding contract.
import { readRequest } from '#emulators/platform/averaging-service/service';
import { COMPLETE, QUEUES } from '#emulators/platform/bus';
import { azureBus } from '#emulators/platform/bus-azure';

const bus = azureBus(process.env['SERVICEBUS_CONNECTION_STRING'] ?? '', (entity, error) => {
  // A queue that is not there never comes: end, as a crash-looping service does, and say why.
  process.stderr.write(`${entity}: ${error.message}\n`);
  process.exit(1);
});
bus.consume(QUEUES.averaging, async ({ body }) => {
  const request = readRequest(body);
  return typeof request === 'string' ? { kind: 'dead-letter', reason: 'MalformedMessage', description: request } : COMPLETE;
});
