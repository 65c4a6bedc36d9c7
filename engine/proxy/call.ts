import type { IncomingMessage, ServerResponse } from 'node:http';
import { type HttpRequest, queryOf } from '#core/exchange';

/** One call that a consumer made through the proxy: what it asked for and the exact bytes of its body. */
export interface Call {
  scheme: 'http' | 'https';
  /** Host and, where it is not the scheme's own, port. */
  host: string;
  request: HttpRequest;
  /** Path and query as sent. */
  target: string;
  body: Buffer;
}

export interface Answer {
  status: number;
  headers: Record<string, string | string[]>;
  body: Buffer | string;
}

/** Reads a request that was sent to `origin` (from CONNECT), or whose own absolute address says where to. */
export async function readCall(message: IncomingMessage, origin?: { scheme: 'http' | 'https'; host: string }): Promise<Call> {
  const parts: Buffer[] = [];
  for await (const part of message) parts.push(part as Buffer);
  const body = Buffer.concat(parts);
  const base = origin ? `${origin.scheme}://${origin.host}` : `http://${message.headers.host ?? 'unknown'}`;
  const url = new URL(message.url ?? '/', base);
  const headers = Object.fromEntries(
    Object.entries(message.headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : (value ?? '')]),
  );
  return {
    scheme: url.protocol === 'https:' ? 'https' : 'http',
    host: url.host,
    target: url.pathname + url.search,
    request: { method: message.method ?? '', path: url.pathname, query: queryOf(url.searchParams), headers, body: body.toString() },
    body,
  };
}

/** Headers that belong to one connection and are not passed on (RFC 9110 §7.6.1). */
export const HOP_BY_HOP = new Set(['connection', 'keep-alive', 'proxy-authenticate', 'proxy-authorization', 'proxy-connection', 'te', 'trailer', 'transfer-encoding', 'upgrade']);

export function writeAnswer(response: ServerResponse, { status, headers, body }: Answer): void {
  const passed = Object.entries(headers).filter(([name]) => !HOP_BY_HOP.has(name.toLowerCase()) && name.toLowerCase() !== 'content-length');
  response.writeHead(status, Object.fromEntries(passed));
  response.end(body);
}
