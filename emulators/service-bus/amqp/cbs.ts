import type { Response } from '#emulators/service-bus/amqp/request-response';
import type { Request } from '#emulators/service-bus/amqp/request';
import { types } from '#emulators/service-bus/amqp/rhea/codec';

/** Takes a token for an audience; why it is not good, or undefined. */
type Grant = (token: string | undefined, audience: string) => string | undefined;

/**
 * Claims-based security (service-bus-amqp-protocol-guide). What a token is worth is decided by `grant`; a good one for an
 * entity that `missing` knows to be none is answered 404, from which Go's client has its CodeNotFound.
 */
export function putToken({ operation, audience, token }: Request, grant: Grant, missing: (audience: string) => string | undefined): Response {
  if (operation !== 'put-token') return respond(400, `There is no operation '${operation}'.`);
  const problem = grant(token, audience);
  if (problem !== undefined) return respond(401, problem);
  const absent = missing(audience);
  return absent === undefined ? respond(202, 'Accepted') : respond(404, absent);
}

const respond = (status: number, description: string): Response =>
  ({ application_properties: { 'status-code': types.wrap_int(status), 'status-description': description } });
