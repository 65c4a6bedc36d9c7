import type { Body, HttpInteraction, ProviderState, TextTemplate } from '#core/contract';
import { gatesEverywhere } from '#core/contract';
import { isMatcher } from '#core/matchers';
import type { ConsumerPact } from '#engine/native/pact-core';

/** Tells the native engine what the contract says. Matchers pass unchanged, as integration JSON. */
export function describeHttp(pact: ConsumerPact, { description, given, evidence, request, response }: HttpInteraction): void {
  const native = pact.newInteraction(description);
  giveStates(native, given);
  native.setPending(!gatesEverywhere(evidence));
  native.withRequest(request.method, template(request.path));
  for (const [name, value] of Object.entries(request.query ?? {})) native.withQuery(name, 0, template(value));
  for (const [name, value] of Object.entries(request.headers ?? {})) native.withRequestHeader(name, 0, template(value));
  if (request.body) native.withRequestBody(JSON.stringify(bodyTemplate(request.body)), contentType(request.headers, defaultType(request.body)));
  native.withStatus(response.status);
  for (const [name, value] of Object.entries(response.headers ?? {})) native.withResponseHeader(name, 0, template(value));
  if (response.body) native.withResponseBody(JSON.stringify(response.body.json), contentType(response.headers, 'application/json'));
}

export function giveStates(native: GivesStates, given: ProviderState[] = []): void {
  for (const { name, params } of given) {
    if (params) native.givenWithParams(name, JSON.stringify(params));
    else native.given(name);
  }
}

interface GivesStates {
  given(state: string): unknown;
  givenWithParams(state: string, params: string): unknown;
}

/** A matcher as the JSON text Pact expects, a plain text as it is. */
const template = (value: TextTemplate): string => (isMatcher(value) ? JSON.stringify(value) : value);

const bodyTemplate = (body: Body) => ('form' in body ? body.form : body.json);

export const defaultType = (body: Body): string => ('form' in body ? 'application/x-www-form-urlencoded' : 'application/json');

/** The content type a contract names itself wins, unless it is a matcher: the engine wants one plain type. */
export function contentType(headers: Record<string, TextTemplate> | undefined, otherwise: string): string {
  const named = Object.entries(headers ?? {}).find(([name]) => name.toLowerCase() === 'content-type')?.[1];
  return typeof named === 'string' ? named : otherwise;
}
