import type { Json, JsonObject } from '#core/json';

/** One request as a handler sees it: body parsed, caller known. `C` is who the service knows as a caller. */
export interface Call<C> {
  caller: C;
  params: Record<string, string>;
  query: Record<string, string>;
  headers: Record<string, string>;
  /** JSON object or form fields; `{}` without a body. */
  body: JsonObject;
  /** `http://host:port` as the caller addressed it, for links in answers. */
  baseUrl: string;
}

export interface Answer {
  status: number;
  body?: Json;
  /** A download instead of a body. */
  file?: { name: string; text: string };
}

export interface Route<C> {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Hono's syntax; a trailing slash counts. */
  path: string;
  /** Body formats taken; default JSON only. */
  accepts?: readonly ('json' | 'form')[];
  /** No credential is looked at. */
  open?: true;
  handle(call: Call<C>): Answer | Promise<Answer>;
}

/** Turned into an answer by the service's own error styles. */
export class Refused extends Error {
  readonly refusal: Refusal;
  constructor(refusal: Refusal) {
    super(refusal.code);
    this.refusal = refusal;
  }
}

/** Everything the platform says no to, in its own words; the wire form is in http/refusals.ts. */
export type Refusal =
  | { code: 'not-authenticated' | 'invalid-token' | 'inactive-account' | 'permission-denied' | 'not-found' | 'budget-used-up' | 'mandatory-fields' | 'no-such-dataset' | 'category-mismatch' | 'not-in-use-case' | 'inferences-used-up' }
  | { code: 'method-not-allowed'; method: string }
  | { code: 'unsupported-media-type'; mediaType: string }
  | { code: 'malformed-body'; reason: string }
  | { code: 'invalid'; fields: Record<string, string[]> }
  | { code: 'device-grant'; error: 'authorization_pending' | 'slow_down' | 'expired_token' | 'access_denied' }
  | { code: 'cluster-conflict'; clusterId: string; ownerEmail: string }
  | { code: 'cluster-in-use'; clusterId: string; holderId: number; holderName: string }
  | { code: 'upgrade-required'; minVersion: string };

export function refuse(refusal: Refusal): never {
  throw new Refused(refusal);
}
