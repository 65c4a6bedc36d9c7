import type { Response } from '#emulators/service-bus/amqp/request-response';
import type { Request } from '#emulators/service-bus/amqp/request';
import { types } from '#emulators/service-bus/amqp/rhea/codec';

export const CBS_NODE = '$cbs';

/** Claims-based security: any token is accepted, no right is checked (service-bus-amqp-protocol-guide). */
export function putToken({ operation }: Request): Response {
  const known = operation === 'put-token';
  return {
    application_properties: {
      'status-code': types.wrap_int(known ? 202 : 400),
      'status-description': known ? 'Accepted' : `There is no operation '${operation}'.`,
    },
  };
}
