import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { isObject } from '#core/json';

/** Stands before our broker and lets nothing through that the real one does not have: its own routes, links and members. */
export async function realApiOnly(broker: string): Promise<{ url: string; stop(): Promise<void> }> {
  const server = createServer((request, response) => void (async () => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const path = request.url ?? '/';
    const own = path.startsWith('/drift-plays') ? '/nowhere' : path;
    const type = request.headers['content-type'];
    const answer = await fetch(broker + own, { method: request.method ?? 'GET', headers: { accept: request.headers.accept ?? '*/*', ...(type && { 'content-type': type }) }, ...(chunks.length > 0 && { body: Buffer.concat(chunks) }) });
    const text = await answer.text();
    const location = answer.headers.get('location');
    // A pact's text passes as it is: its numbers would not survive being read.
    const plain = path === '/' || path.startsWith('/matrix') ? JSON.stringify(withoutOwn(JSON.parse(text))) : text;
    response.writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? '', ...(location && { location }) }).end(plain);
  })());
  await new Promise<void>((done) => void server.listen(0, '127.0.0.1', done));
  const stop = () => new Promise<void>((done) => {
    server.close(() => done());
    server.closeAllConnections();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, stop };
}

function withoutOwn(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutOwn);
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).filter(([key]) => !key.startsWith('ringproof')).map(([key, one]) => [key, withoutOwn(one)]));
}
