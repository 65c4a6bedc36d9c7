import { request as plain } from 'node:http';
import { type RequestOptions, request as secure } from 'node:https';
import { type Allowed, type Resolve, destinationOf } from '#broker/webhooks/destination';
import type { WebhookRequest } from '#broker/webhooks/webhook';
import { reasonOf } from '#core/errors';

export interface Answer { success: boolean; status?: number; /** What happened, without a secret. */ log: string }

const PATIENCE_MS = 10_000;
/** So much of an answer is kept for the log. */
const KEPT_BYTES = 4096;

/** Sends one request: only where it may go, to the address that was looked at, without following redirects. Never throws. */
export async function send(request: WebhookRequest, allowed: Allowed, resolve?: Resolve): Promise<Answer> {
  try {
    const url = new URL(request.url);
    const { address, family } = await destinationOf(url, allowed, resolve);
    return await exchange(url, request, { lookup: (_host, { all }, callback) => (all ? callback(null, [{ address, family }]) : callback(null, address, family)) });
  } catch (error) {
    return { success: false, log: `not sent: ${reasonOf(error)}` };
  }
}

function exchange(url: URL, { method, headers, body, username, password }: WebhookRequest, pinned: RequestOptions): Promise<Answer> {
  const text = body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body);
  const named = (name: string) => Object.keys(headers).some((key) => key.toLowerCase() === name);
  const options: RequestOptions = {
    ...pinned, method, agent: false, signal: AbortSignal.timeout(PATIENCE_MS),
    headers: { ...(!named('content-type') && { 'content-type': 'application/json' }), ...(!named('user-agent') && { 'user-agent': 'ringproof' }), ...headers, 'content-length': Buffer.byteLength(text) },
    ...(username !== undefined && { auth: `${username}:${password ?? ''}` }),
  };
  return new Promise((resolve, reject) => {
    const sent = (url.protocol === 'https:' ? secure : plain)(url, options, (response) => {
      const kept: Buffer[] = [];
      let size = 0;
      const finish = () => {
        const status = response.statusCode ?? 0;
        response.destroy();
        resolve({ success: status >= 200 && status < 300, status, log: `HTTP ${status}\n${Buffer.concat(kept).toString('utf8').slice(0, KEPT_BYTES)}` });
      };
      response.on('data', (part: Buffer) => {
        kept.push(part);
        if ((size += part.length) > KEPT_BYTES) finish();
      });
      response.on('end', finish);
      response.on('error', reject);
    });
    sent.on('error', reject);
    sent.end(text);
  });
}
