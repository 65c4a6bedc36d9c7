import { type Json, type JsonObject, isObject } from '#core/json';

/** The real broker's events. https://docs.pact.io/pact_broker/webhooks */
export const EVENT_NAMES = [
  'contract_published', 'contract_content_changed', 'contract_requiring_verification_published',
  'provider_verification_published', 'provider_verification_succeeded', 'provider_verification_failed',
] as const;
export type EventName = (typeof EVENT_NAMES)[number];

export interface WebhookRequest {
  method: string;
  url: string;
  headers: Record<string, string>;
  /** Sent as JSON, or as it is when it is a text. */
  body?: Json;
  username?: string;
  password?: string;
}

/** What an owner asked for. A consumer or provider is named, or has a label; with neither it is for every one. */
export interface WebhookDescription {
  description: string;
  enabled: boolean;
  consumer?: string;
  consumerLabel?: string;
  provider?: string;
  providerLabel?: string;
  events: EventName[];
  request: WebhookRequest;
}

/** A stored webhook. Its request shows `STARS` where a secret is. */
export interface WebhookRecord extends WebhookDescription { uuid: string; createdAt: number; updatedAt: number }

export const STARS = '**********';

/** Which parts of a request nobody may read again, by name: `headers.NAME` or `password`. */
const SECRET_HEADER = /authorization|auth|token|key|secret|password|cookie/i;

/** The request as it may be shown, and its secrets; a secret that came as stars keeps the value it had. */
export function withoutSecrets(request: WebhookRequest, known: Readonly<Record<string, string>> = {}): { shown: WebhookRequest; secrets: Record<string, string> } {
  const secrets: Record<string, string> = {};
  const hide = (name: string, value: string): string => {
    secrets[name] = value === STARS ? (known[name] ?? STARS) : value;
    return STARS;
  };
  const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) =>
    [name, SECRET_HEADER.test(name) ? hide(`headers.${name.toLowerCase()}`, value) : value]));
  const { password, ...rest } = request;
  return { shown: { ...rest, headers, ...(password !== undefined && { password: hide('password', password) }) }, secrets };
}

/** The request as it is to be sent. */
export function withSecrets(shown: WebhookRequest, secrets: Readonly<Record<string, string>>): WebhookRequest {
  const headers = Object.fromEntries(Object.entries(shown.headers).map(([name, value]) => [name, secrets[`headers.${name.toLowerCase()}`] ?? value]));
  const password = secrets['password'] ?? shown.password;
  return { ...shown, headers, ...(password !== undefined && { password }) };
}

export type Parsed = { webhook: WebhookDescription } | { errors: Record<string, string[]> };

/** Reads the document that clients send. */
export function parseWebhook(body: JsonObject): Parsed {
  const errors: Record<string, string[]> = {};
  const refuse = (field: string, words: string) => { (errors[field] ??= []).push(words); };
  const [consumer, provider] = [partyOf('consumer', body['consumer'], refuse), partyOf('provider', body['provider'], refuse)];
  const events = eventsOf(body['events'], refuse);
  const request = requestOf(body['request'], refuse);
  const { description, enabled } = body;
  if (enabled !== undefined && typeof enabled !== 'boolean') refuse('enabled', 'must be boolean');
  if (Object.keys(errors).length > 0 || !request) return { errors };
  return { webhook: {
    description: typeof description === 'string' && description.trim() !== '' ? description : `${request.method} ${new URL(request.url).host}`,
    enabled: enabled !== false, ...consumer, ...provider, events, request,
  } };
}

type Refuse = (field: string, words: string) => void;

/** By name or by label, never both; `null` and nothing mean everybody. */
function partyOf<Field extends 'consumer' | 'provider'>(field: Field, value: Json | undefined, refuse: Refuse): Partial<Pick<WebhookDescription, Field | `${Field}Label`>> {
  if (value === undefined || value === null) return {};
  if (!isObject(value)) refuse(field, 'must be a hash');
  const given = (key: string): string | undefined => {
    const text = isObject(value) ? value[key] : undefined;
    if (text !== undefined && text !== null && typeof text !== 'string') refuse(`${field}.${key}`, 'must be a string');
    return typeof text === 'string' && text.trim() !== '' ? text : undefined;
  };
  const [name, label] = [given('name'), given('label')];
  if (name === undefined && label === undefined) refuse(`${field}.name`, 'cannot be blank');
  if (name !== undefined && label !== undefined) refuse(`${field}.label`, 'name and label cannot be provided at the same time');
  return { ...(name !== undefined && { [field]: name }), ...(label !== undefined && { [`${field}Label`]: label }) } as Partial<Pick<WebhookDescription, Field | `${Field}Label`>>;
}

function eventsOf(value: Json | undefined, refuse: Refuse): EventName[] {
  if (value === undefined) return ['contract_content_changed'];
  const names = Array.isArray(value) ? value.map((one) => (isObject(one) ? one['name'] : one)) : [];
  if (names.length === 0) refuse('events', "can't be blank");
  for (const name of names) {
    if (!EVENT_NAMES.includes(name as EventName)) refuse('events.name', `must be one of: ${EVENT_NAMES.join(', ')}`);
  }
  return names as EventName[];
}

/** RFC 9110, §5.5: what a header may hold; a line break would begin another header. */
const HEADER_NAME = /^[\w!#$%&'*+.^`|~-]+$/;
const HEADER_VALUE = /^[\t\u0020-\u007e\u0080-\u00ff]*$/;

function requestOf(value: Json | undefined, refuse: Refuse): WebhookRequest | undefined {
  if (!isObject(value)) {
    refuse('request', value === undefined ? 'is missing' : 'must be a hash');
    return undefined;
  }
  const { method, url, headers = {}, body, username, password } = value;
  if (typeof method !== 'string' || method === '') refuse('request.method', "can't be blank");
  else if (method.toUpperCase() !== 'POST') refuse('request.method', 'must be POST');
  if (typeof url !== 'string' || !URL.canParse(url)) refuse('request.url', 'is not a valid URL eg. http://example.org');
  // Whoever publishes would choose where the secrets of the request go.
  else if (/^[^/\\]*[/\\]*[^/\\?#]*\$\{/.test(url)) refuse('request.url', 'cannot have a template parameter in the host');
  const pairs = isObject(headers) ? Object.entries(headers) : [];
  if (!isObject(headers)) refuse('request.headers', 'must be a hash');
  for (const [name, header] of pairs) {
    if (!HEADER_NAME.test(name)) refuse('request.headers', `${JSON.stringify(name)} is not a header name`);
    if (typeof header !== 'string' || !HEADER_VALUE.test(header)) refuse('request.headers', `the value of ${name} must be a text without line breaks`);
  }
  const credential = (name: string, text: Json | undefined) => { if (text !== undefined && text !== null && typeof text !== 'string') refuse(`request.${name}`, 'must be a text'); };
  credential('username', username);
  credential('password', password);
  return {
    method: 'POST', url: typeof url === 'string' ? url : '', headers: Object.fromEntries(pairs) as Record<string, string>, ...(body !== undefined && { body }),
    ...(typeof username === 'string' && { username }), ...(typeof password === 'string' && { password }),
  };
}
