import type { Context } from 'hono';
import { problem } from '#broker/routes/hal';

/** Pact's clients send application/json; PATCH may come as a merge patch. What a form of another site can send is none of these. */
const JSON_TYPE = /^application\/(?:[\w.-]+\+)?json[ \t]*(?:;|$)/i;

/**
 * Refuses a body in a form that is not read: 415 for another type, or for a compressed one, so that nobody's few
 * bytes become many here. A request without a body may say what it likes.
 */
export function refuseForm(c: Context): Response | undefined {
  if (c.req.method === 'GET' || Number(c.req.header('content-length') ?? 1) === 0) return undefined;
  const type = c.req.header('content-type');
  if (type !== undefined && !JSON_TYPE.test(type)) return problem(c, 415, 'Unsupported media type', 'The content type must be application/json.');
  const coding = c.req.header('content-encoding') ?? 'identity';
  if (coding.toLowerCase() === 'identity') return undefined;
  // RFC 9110, §15.5.16: what would be read.
  return problem(c, 415, 'Unsupported media type', 'A Content-Encoding is not read here: send the body as it is.', { 'accept-encoding': 'identity' });
}
