import { request as httpRequest } from 'node:http';
import type { HttpInteraction } from '#core/contract';
import { textExample } from '#core/interaction-match';
import { example } from '#core/matchers';
import { contentType, defaultType } from '#engine/native/describe-http';

/** Sends the example of an interaction's request to a port of this machine and gives the answer back. */
export function drive({ request }: HttpInteraction, port: number): Promise<{ status: number; body: string }> {
  const body = request.body && exampleBody(request.body);
  const headers: Record<string, string> = { ...examples(request.headers) };
  if (request.body && !Object.keys(headers).some((name) => name.toLowerCase() === 'content-type')) {
    headers['content-type'] = contentType(request.headers, defaultType(request.body));
  }
  if (body !== undefined) headers['content-length'] = String(Buffer.byteLength(body));
  const query = new URLSearchParams(examples(request.query)).toString();
  const path = textExample(request.path) + (query && `?${query}`);
  return new Promise((resolve, reject) => {
    // No agent: each mock server answers once, a kept connection would only hold it open.
    const sent = httpRequest({ host: '127.0.0.1', port, method: request.method, path, headers, agent: false }, (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body: Buffer.concat(parts).toString() }));
      response.on('error', reject);
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

const examples = (templates: HttpInteraction['request']['headers'] = {}) =>
  Object.fromEntries(Object.entries(templates).map(([name, value]) => [name, textExample(value)]));

const exampleBody = (body: NonNullable<HttpInteraction['request']['body']>): string =>
  'form' in body ? new URLSearchParams(examples(body.form)).toString() : JSON.stringify(example(body.json));
