import type { Context, Hono } from 'hono';
import type { Ledger } from '#broker/ledger/ledger';
import { BadRequest, jsonOf } from '#broker/routes/bad-request';
import type { JsonObject } from '#core/json';

/** Adds the routes of one resource. */
export type Routes = (app: Hono, ledger: Ledger) => void;

export interface Link { href: string; title?: string; name?: string; templated?: true; [more: string]: unknown }
export type Links = Record<string, Link | Link[]>;

export const HAL = 'application/hal+json;charset=utf-8';

/** The address the client used, so that links lead back to where it came from, also behind a proxy. */
export function baseOf(c: Context): string {
  const { protocol, host } = new URL(c.req.url);
  // Nothing but a scheme and a host may come into a link from a header.
  const forwarded = (name: string, form: RegExp) => form.exec(c.req.header(name)?.split(',')[0]?.trim() ?? '')?.[0];
  return `${forwarded('x-forwarded-proto', /^https?$/) ?? protocol.replace(':', '')}://${forwarded('x-forwarded-host', /^[\w.:[\]-]{1,255}$/) ?? host}`;
}

export const hal = (c: Context, body: object, status: 200 | 201 = 200, headers: Record<string, string> = {}): Response =>
  c.newResponse(JSON.stringify(body), status, { 'content-type': HAL, ...headers });

/** A refusal in one sentence; as application/problem+json (RFC 9457) for a client that asks for it. */
export function refused(c: Context, status: 404 | 409, sentence: string): Response {
  if (!wantsProblem(c)) return c.newResponse(JSON.stringify({ error: sentence }), status, { 'content-type': HAL });
  const [title, type] = status === 404 ? ['Not found', 'not-found'] : ['Conflict', 'conflict'];
  return c.newResponse(JSON.stringify({ title, type: `${baseOf(c)}/problems/${type}`, detail: sentence, status, instance: '/' }), status, { 'content-type': PROBLEM });
}

export const notFound = (c: Context): Response => refused(c, 404, 'The requested document was not found on this server.');

/** 400: sentences by field, or a list of sentences. */
export function invalid(c: Context, errors: Record<string, string[]> | string[]): Response {
  if (!wantsProblem(c)) return c.newResponse(JSON.stringify({ errors }), 400, { 'content-type': HAL });
  const base = baseOf(c);
  const one = (detail: string, pointer?: string) => ({ type: `${base}/problems/invalid-body-property-value`, title: 'Invalid body parameter', detail, ...(pointer && { pointer }) });
  const list = Array.isArray(errors) ? errors.map((detail) => one(detail)) : Object.entries(errors).flatMap(([field, sentences]) => sentences.map((detail) => one(detail, `/${field.replaceAll('.', '/')}`)));
  return c.newResponse(JSON.stringify({ title: 'Validation errors', type: `${base}/problems/validation-error`, status: 400, instance: '/', errors: list }), 400, { 'content-type': PROBLEM });
}

/** What keeps a request out before any resource is asked, as RFC 9457 has it; `detail` says what to do next. */
export const problem = (c: Context, status: 401 | 403 | 415 | 429, title: string, detail: string, headers: Record<string, string> = {}): Response =>
  c.newResponse(JSON.stringify({ title, type: `${baseOf(c)}/problems/${title.toLowerCase().replaceAll(' ', '-')}`, status, detail }), status, { 'content-type': PROBLEM, ...headers });

const PROBLEM = 'application/problem+json;charset=utf-8';
const wantsProblem = (c: Context): boolean => (c.req.header('accept') ?? '').includes('application/problem+json');

/** Seconds, in UTC, as the real broker writes time. */
export const dateTime = (ms: number): string => `${new Date(ms).toISOString().slice(0, 19)}+00:00`;

export const timestamps = ({ createdAt, updatedAt }: { createdAt: number; updatedAt?: number }): object => ({
  ...(updatedAt !== undefined && updatedAt !== createdAt && { updatedAt: dateTime(updatedAt) }), createdAt: dateTime(createdAt),
});

export const curies = (base: string, context: string): Link[] => [{ name: 'pb', href: `${base}/doc/{rel}?context=${context}`, templated: true }];

/** The request's body as text, refused when it is not UTF-8: a replaced character would be stored for ever. */
export async function bodyText(c: Context): Promise<string | undefined> {
  return utf8(await c.req.arrayBuffer());
}

export function utf8(bytes: ArrayBuffer | Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/**
 * The request's body as a JSON object; an empty body is an empty object.
 * @throws BadRequest for anything else.
 */
export async function bodyObject(c: Context): Promise<JsonObject> {
  const text = await bodyText(c);
  if (text === undefined) throw new BadRequest(['The request body is not UTF-8']);
  return text.trim() === '' ? {} : jsonOf(text);
}

export const textIn = (body: JsonObject, key: string): string | undefined => {
  const value = body[key];
  return typeof value === 'string' && value.trim() !== '' ? value : undefined;
};

/** Errors for required texts that are missing or blank. */
export const missingTexts = (body: JsonObject, ...keys: string[]): Record<string, string[]> =>
  Object.fromEntries(keys.filter((key) => textIn(body, key) === undefined).map((key) => [key, [body[key] === undefined ? 'is missing' : 'must be filled']]));
