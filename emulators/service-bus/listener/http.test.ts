import { once } from 'node:events';
import { type AddressInfo, connect, createServer } from 'node:net';
import { expect, it } from 'vitest';
import { createHttpServer } from '#emulators/service-bus/listener/http';

it.each([
  ['in its headers', 'GET / HTTP/1.1\r\nhost: x\r\nx-slow: '],
  ['in its body', 'POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 10\r\n\r\n12'],
])('a request that stops %s is answered 408 and cut off', async (_, bytes) => {
  const http = createHttpServer(() => undefined, [() => true], { headers: 30, request: 60, every: 10 });
  const port = createServer((socket) => void http.emit('connection', socket)).listen(0, '127.0.0.1');
  await once(port, 'listening');
  const socket = connect((port.address() as AddressInfo).port, '127.0.0.1');
  let answer = '';
  socket.setEncoding('latin1').on('data', (text: string) => { answer += text; });
  socket.write(bytes);
  await once(socket, 'close');
  expect(answer).toContain('408');
  http.close();
  port.close();
});
