import { refusal } from '#ring2/drift/wire/refusal';
import type { RequestResponse } from '#ring2/drift/wire/request-response';
import { sasToken } from '#ring2/drift/wire/sas-token';
import type { WireAddress, WireAnswer } from '#ring2/drift/wire/wire';

const STANDARD_PORTS = [443, 5671, 5672];

/** What a token for an entity is for. Without a standard port, as the official clients have it. */
export function audienceOf({ host, port }: WireAddress, entity: string): string {
  return `sb://${host}${STANDARD_PORTS.includes(port) ? '' : `:${port}`}/${entity}`;
}

/** `put-token` on `$cbs` (research of the JavaScript client's exchange; the OASIS draft "AMQP Claims-based Security"). */
export function putToken(cbs: Pick<RequestResponse, 'send'>, address: WireAddress, entity: string, token?: string): Promise<{ answer: Promise<WireAnswer> }> {
  const audience = audienceOf(address, entity);
  return cbs.send({
    applicationProperties: { operation: 'put-token', type: 'servicebus.windows.net:sastoken', name: audience },
    value: token ?? sasToken(audience, address.key),
  });
}

/** `$cbs` answers by status alone; the official clients read these conditions from it. */
const CONDITIONS: Readonly<Record<number, string>> = { 401: 'amqp:unauthorized-access', 404: 'amqp:not-found' };

/** @throws BusError when the token was refused */
export function assertAuthorized({ status, condition, description }: WireAnswer): void {
  if (status >= 200 && status < 300) return;
  throw refusal(condition ?? CONDITIONS[status] ?? `status-code:${status}`, description ?? `put-token was answered with ${status}`);
}
