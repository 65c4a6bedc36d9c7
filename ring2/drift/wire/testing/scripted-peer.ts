import { once } from 'node:events';
import { type AddressInfo, type Socket, createServer } from 'node:net';
import { cutter, encodeFrame, protocolHeader } from '#ring2/drift/wire/frames';
import { type Composite, composite } from '#ring2/drift/wire/performatives';
import type { Typed } from '#ring2/drift/wire/typed';
import { array, string, symbol, ubyte, uint, ushort } from '#ring2/drift/wire/values';

type Values = Readonly<Record<string, Typed | undefined>>;
export const frame = (name: string, fields: Values = {}, channel = 0, payload: Uint8Array = Buffer.alloc(0)): Buffer => encodeFrame({ channel, performative: composite(name, fields), payload });
export const sasl = (name: string, fields: Values): Buffer => encodeFrame({ sasl: true, performative: composite(name, fields) });
export const MECHANISMS = sasl('sasl-mechanisms', { 'sasl-server-mechanisms': array('symbol', symbol('ANONYMOUS')) });

/** The bytes that answer each header and each performative by name; `hello` is said first of all. */
export type Script = Readonly<Record<string, Buffer>>;
export const WELL: Script = {
  header3: Buffer.concat([protocolHeader(3), MECHANISMS]),
  'sasl-init': sasl('sasl-outcome', { code: ubyte(0) }),
  header0: protocolHeader(0),
  open: frame('open', { 'container-id': string('peer') }),
  begin: frame('begin', { 'remote-channel': ushort(0), 'next-outgoing-id': uint(0), 'incoming-window': uint(10), 'outgoing-window': uint(10) }),
  close: frame('close'),
};

/** A peer that knows its script and nothing of AMQP. `split` writes byte by byte. */
export async function startPeer(script: Script, split = false) {
  const sockets = new Set<Socket>();
  const performatives: Composite[] = [];
  const got: string[] = [];
  let tell = Promise.withResolvers<void>();
  const server = createServer((socket) => {
    sockets.add(socket.on('error', () => undefined).on('close', () => sockets.delete(socket)));
    const cut = cutter(1_000_000, (incoming) => {
      const name = incoming.kind === 'header' ? `header${incoming.protocol}` : (incoming.performative?.name ?? 'empty');
      got.push(name);
      if (incoming.kind === 'frame' && incoming.performative) performatives.push(incoming.performative);
      const answer = script[name] ?? Buffer.alloc(0);
      for (const piece of split ? Array.from(answer, (octet) => Buffer.of(octet)) : [answer]) socket.write(piece);
      tell.resolve();
      tell = Promise.withResolvers();
    });
    socket.on('data', cut).write(script['hello'] ?? '');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    address: { host: '127.0.0.1', port, transport: 'tcp' as const, plain: true, key: { name: 'k', key: 'k' } },
    server, got, performatives,
    say: (...bytes: Buffer[]) => sockets.forEach((socket) => socket.write(Buffer.concat(bytes))),
    /** When that many of a name have come. */
    async until(name: string, count = 1) {
      while (got.filter((one) => one === name).length < count) await tell.promise;
    },
    /** When this side has no connection left. */
    deserted: () => Promise.all([...sockets].map(async (socket) => new Promise((resolve) => socket.once('close', resolve)))),
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
