import type { IncomingMessage } from 'node:http';
import { RingproofError } from '#core/errors';
import { isObject } from '#core/json';

const LIMIT = 64 * 1024;

/** The JSON object of a request, empty for no body. @throws RingproofError `RP_USAGE_VALUE` */
export async function readBody(request: IncomingMessage): Promise<Record<string, unknown>> {
  const chunks: Buffer[] = [];
  let size = 0;
  // Not destroyed when it is too long: the refusal must still go out.
  for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > LIMIT) throw wrong(`more than ${LIMIT} bytes`);
    chunks.push(chunk);
  }
  const text = Buffer.concat(chunks).toString('utf8');
  if (text.trim() === '') return {};
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw wrong(text.slice(0, 80));
  }
  if (!isObject(value)) throw wrong(text.slice(0, 80));
  return value;
}

const wrong = (value: string) => new RingproofError('RP_USAGE_VALUE', { flag: "The request's body", value, expected: 'A JSON object, for example {"ms": 30000}.' });
