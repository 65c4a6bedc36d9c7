import { isServiceBusError } from '@azure/service-bus';
import { reasonOf } from '#core/errors';
import { BusError } from '#ring2/drift/driver';

/** What the official client threw, as the driver's error. `clean` removes secrets. */
export function toBusError(thrown: unknown, clean: (text: string) => string): BusError {
  const network = networkReason(thrown);
  if (network !== undefined) return new BusError('ConnectionFailed', clean(network), { retryable: true }, thrown);
  if (isServiceBusError(thrown)) {
    // A GeneralError carries the name of the AMQP condition only as the beginning of its text.
    const condition = /^(\w+Error): /.exec(thrown.message)?.[1];
    return new BusError(thrown.code, clean(thrown.message), { retryable: thrown.retryable, ...(condition !== undefined && { condition }) }, thrown);
  }
  // Not an answer of the bus: the client itself gave up, for instance on a peer that speaks another protocol.
  return new BusError('ClientFailed', clean(reasonOf(thrown)), { retryable: false }, thrown);
}

/** The reason when sockets, name resolution, TLS or the WebSocket handshake failed: the client has no code of its own for these. */
function networkReason(thrown: unknown): string | undefined {
  if (!(thrown instanceof Error)) return undefined;
  if (thrown instanceof AggregateError) return thrown.errors.map(networkReason).find((reason) => reason !== undefined);
  const { syscall, code } = thrown as NodeJS.ErrnoException;
  // Codes of the operating system and of TLS are all capitals, the client's own are not.
  const isSystem = typeof syscall === 'string' || (typeof code === 'string' && /^[A-Z][A-Z0-9_]{3,}$/.test(code));
  const isHandshake = /Unexpected server response|websocket connection failed/i.test(thrown.message);
  return isSystem || isHandshake ? thrown.message.replace(/^GeneralError: /, '') : undefined;
}
