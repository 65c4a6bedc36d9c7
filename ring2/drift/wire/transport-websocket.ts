import { isIPv6 } from 'node:net';
import { WebSocket } from 'ws';
import type { Transport, TransportEvents } from '#ring2/drift/wire/transport';
import type { WireAddress } from '#ring2/drift/wire/wire';

/** Milliseconds for the peer's part of the closing handshake, which the types of `ws` do not know yet. */
const CLOSE_SOON = { closeTimeout: 2_000 };

/** AMQP over WebSocket as Service Bus serves it: one path, the sub-protocol of the OASIS binding with Microsoft's version. */
export function openWebSocket({ host, port, plain }: WireAddress, trust: { ca?: string[] }, events: TransportEvents): Transport {
  const name = isIPv6(host) ? `[${host}]` : host;
  const socket = new WebSocket(`${plain ? 'ws' : 'wss'}://${name}:${port}/$servicebus/websocket`, ['AMQPWSB10'], { ...trust, perMessageDeflate: false, ...CLOSE_SOON });
  socket.binaryType = 'nodebuffer';
  let failure: Error | undefined;
  socket.on('error', (error) => void (failure ??= error)).on('open', () => events.onOpen());
  socket.on('message', (data: Buffer, isBinary) => {
    if (isBinary) return events.onBytes(data);
    failure ??= new Error('the peer sent text on a WebSocket of bytes');
    socket.terminate();
  });
  socket.on('close', () => events.onEnd(failure));
  return {
    write: (bytes) => void (socket.readyState === WebSocket.OPEN && socket.send(bytes)),
    end: () => socket.close(),
    reset: () => socket.terminate(),
  };
}
