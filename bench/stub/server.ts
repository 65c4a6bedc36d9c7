// A server in a process of its own, so that its CPU time is its own: `floor` is bare node:http that reads the body and says
// one thing; `stub N` serves a contract of N interactions. Answers `cpu` with its CPU time so far, in microseconds.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { startHttpStub } from '#stubs/http/stub';
import { largeContract } from './contract.ts';

const [kind, size = '10'] = process.argv.slice(2);
process.on('message', () => process.send?.({ cpu: process.cpuUsage() }));
process.on('disconnect', () => process.exit(0));

if (kind === 'floor') {
  const answer = JSON.stringify({ id: 1, name: 'dummy' });
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8');
    request.on('data', (part: string) => { body += part; });
    request.on('end', () => {
      if (body !== '') JSON.parse(body);
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': answer.length }).end(answer);
    });
  }).listen(0, '127.0.0.1', () => process.send?.({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }));
} else {
  const { url } = await startHttpStub({ contract: largeContract(Number(size)) });
  process.send?.({ url });
}
