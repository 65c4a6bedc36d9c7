import { reasonOf } from '#core/errors';
import type { Endpoint } from '#emulators/service-bus/control/control';

/** `GET /health`: a message is sent, received and completed, by AMQP within the process. */
export const health: Endpoint = async ({ roundTrip }) => {
  try {
    await roundTrip();
    return { json: { status: 'healthy', message: 'Service is healthy.' } };
  } catch (thrown) {
    return { status: 503, json: { status: 'unhealthy', message: reasonOf(thrown) } };
  }
};
