import { BusError } from '#ring2/drift/driver';
import { encodeFrame, protocolHeader } from '#ring2/drift/wire/frames';
import { type Line, MAX_FRAME_SIZE } from '#ring2/drift/wire/line';
import { composite } from '#ring2/drift/wire/performatives';
import { readError, refusal, violation } from '#ring2/drift/wire/refusal';
import type { Typed } from '#ring2/drift/wire/typed';
import { numberOf, string, symbol, textOf, uint, ushort } from '#ring2/drift/wire/values';
import type { Fields } from '#ring2/drift/wire/wire';

export type Mechanism = 'ANONYMOUS' | 'MSSBCBS';

/** SASL (AMQP 1.0 part 5.3): tokens are put on `$cbs` later, so that it proves nothing here. Returns the mechanisms offered. */
export async function authenticate(line: Line, hostname: string, mechanism: Mechanism): Promise<string[]> {
  line.write(protocolHeader(3));
  await expectHeader(line, 3);
  const mechanisms = textsOf((await expectFrame(line, 'sasl-mechanisms'))['sasl-server-mechanisms']);
  if (!mechanisms.includes(mechanism)) throw new BusError('ClientFailed', `the peer offers ${mechanisms.join(', ') || 'no mechanism'}, not ${mechanism}`, { retryable: false });
  line.write(encodeFrame({ sasl: true, performative: composite('sasl-init', { mechanism: symbol(mechanism), hostname: string(hostname) }) }));
  const code = numberOf((await expectFrame(line, 'sasl-outcome'))['code']);
  if (code !== 0) throw new BusError('UnauthorizedAccess', `the peer refused SASL ${mechanism} with code ${code}`, { retryable: false });
  return mechanisms;
}

/** Exchanges opens; returns the peer's. `fields` go over those that are sent by default. */
export async function open(line: Line, hostname: string, containerId: string, fields: Fields): Promise<Fields> {
  line.write(protocolHeader(0));
  // Not before the peer's header: some servers misread an open that comes with it.
  await expectHeader(line, 0);
  line.send(0, 'open', { 'container-id': string(containerId), hostname: string(hostname), 'max-frame-size': uint(MAX_FRAME_SIZE), 'channel-max': ushort(65_535), ...fields });
  return expectFrame(line, 'open');
}

async function expectHeader(line: Line, protocol: 0 | 3): Promise<void> {
  const incoming = await line.next(`header of ${protocol === 0 ? 'AMQP' : 'SASL'}`);
  if (incoming.kind !== 'header') throw violation('a frame where a protocol header belongs');
  if (incoming.protocol !== protocol) throw violation(`the header of protocol ${incoming.protocol} in answer to ${protocol}`);
}

/** An empty frame may come at any time. */
async function expectFrame(line: Line, name: string): Promise<Fields> {
  const incoming = await line.next(name);
  if (incoming.kind === 'header') throw violation(`a protocol header where ${name} belongs`);
  if (!incoming.performative) return expectFrame(line, name);
  const { name: came, fields } = incoming.performative;
  if (came === 'close') {
    const { condition, text } = readError(fields['error']);
    throw refusal(condition ?? 'amqp:connection:forced', text ?? 'the peer closed the connection instead of opening it');
  }
  if (came !== name) throw violation(`${came} where ${name} belongs`);
  return fields;
}

/** One symbol stands for an array of one. */
function textsOf(value: Typed | undefined): string[] {
  const one = textOf(value);
  if (one !== undefined) return [one];
  return value?.type === 'array' ? value.value.flatMap((item) => textOf(item) ?? []) : [];
}
