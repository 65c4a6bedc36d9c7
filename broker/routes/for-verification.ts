import type { Context } from 'hono';
import type { Ledger } from '#broker/ledger/ledger';
import { selected } from '#broker/operations/for-verification';
import { type Routes, baseOf, bodyObject, hal, invalid } from '#broker/routes/hal';
import { nestedQuery } from '#broker/routes/nested-query';
import { pactName } from '#broker/routes/pact-document';
import { type ConsumerVersionSelector, type SelectionRequest, selectorErrors } from '#broker/rules/consumer-version-selector';
import { paths } from '#broker/rules/paths';
import type { Json, JsonObject } from '#core/json';

export const forVerificationRoutes: Routes = (app, ledger) => {
  app.get('/pacts/provider/:provider/for-verification', (c) => answer(c, ledger, c.req.param('provider'), ofOldClient(c.req.url)));
  app.post('/pacts/provider/:provider/for-verification', async (c) => {
    const body = await bodyObject(c);
    return answer(c, ledger, c.req.param('provider'), body);
  });
};

/** The first Ruby clients asked in the query string. */
function ofOldClient(url: string): JsonObject {
  const query = nestedQuery(url);
  const flags = (selector: Record<string, string>): JsonObject => Object.fromEntries(Object.entries(selector).map(([key, value]) => [key, value === 'true' ? true : value]));
  const since = query.text('include_wip_pacts_since');
  const tags = query.texts('provider_version_tags');
  const selectors = query.entries('consumer_version_selectors');
  return {
    ...(since && { includeWipPactsSince: since }), ...(tags.length > 0 && { providerVersionTags: tags }), ...(selectors.length > 0 && { consumerVersionSelectors: selectors.map(flags) }),
    ...(query.text('include_pending_status') === 'true' && { includePendingStatus: true }),
  };
}

function answer(c: Context, ledger: Ledger, provider: string, body: JsonObject): Response {
  const errors = ledger.read((view) => errorsOf(body, (name) => view.environment(name)?.name === name));
  if (Object.keys(errors).length > 0) return invalid(c, errors);
  const request = requestOf(provider, body);
  const base = baseOf(c);
  const pacts = ledger.read((view) => selected(view, request, base, ledger.clock.now())).map(({ shortDescription, pending, wip, notices, url, consumer, number }) => ({
    shortDescription,
    verificationProperties: { ...((request.includePending || wip) && { pending }), ...(wip && { wip }), notices },
    _links: { self: { href: url, name: pactName({ consumer, version: number, provider }) } },
  }));
  return hal(c, { _embedded: { pacts }, _links: { self: { href: base + paths.forVerification(provider), title: 'Pacts to be verified' } } });
}

const present = (value: Json | undefined): value is Exclude<Json, null> => value !== undefined && value !== null;

/** Everything wrong with a request, field by field, in the real broker's sentences. */
function errorsOf(body: JsonObject, hasEnvironment: (name: string) => boolean): Record<string, string[]> {
  const { providerVersionBranch: branch, providerVersionTags: tags, includePendingStatus: pending, includeWipPactsSince: since, consumerVersionSelectors: selectors } = body;
  const tagged = Array.isArray(tags) && tags.length > 0;
  const checks: [string, boolean, string][] = [
    ['providerVersionBranch', present(branch) && typeof branch !== 'string', 'must be a string'],
    ['providerVersionBranch', typeof branch === 'string' && branch !== '' && branch.trim() === '', 'cannot be blank'],
    ['providerVersionBranch', branch === '' && !tagged && (present(since) || pending === true), 'when pending or WIP pacts are enabled and there are no tags provided, the provider version branch must not be an empty string, as it is used in the calculations for WIP/pending. A value must be provided (recommended), or it must not be set at all.'],
    ['providerVersionTags', present(tags) && !(Array.isArray(tags) && tags.every((tag) => typeof tag === 'string')), 'must be an array of strings'],
    ['includePendingStatus', pending !== undefined && typeof pending !== 'boolean', 'must be one of: true, false'],
    ['includeWipPactsSince', since !== undefined && timeOf(since) === undefined, 'must be a date'],
  ];
  const sentences = selectorErrors(selectors, typeof branch === 'string' ? branch : undefined, hasEnvironment);
  const wrong = [...checks.filter(([, is]) => is).map(([field, , sentence]) => [field, sentence] as const), ...sentences.map((sentence) => ['consumerVersionSelectors', sentence] as const)];
  return Object.fromEntries([...Map.groupBy(wrong, ([field]) => field)].map(([field, list]) => [field, list.map(([, sentence]) => sentence)]));
}

/** A day, or a moment, in ISO 8601; in milliseconds since the epoch. */
function timeOf(value: Json): number | undefined {
  const time = typeof value === 'string' && /^\d{4}-\d\d-\d\d/.test(value) ? Date.parse(value) : Number.NaN;
  return Number.isNaN(time) ? undefined : time;
}

function requestOf(provider: string, body: JsonObject): SelectionRequest {
  const { providerVersionBranch: branch, providerVersionTags: tags, includePendingStatus, includeWipPactsSince, consumerVersionSelectors: selectors } = body;
  const includeWipSince = includeWipPactsSince === undefined ? undefined : timeOf(includeWipPactsSince);
  return {
    provider, includePending: includePendingStatus === true,
    ...(Array.isArray(selectors) && { selectors: selectors as ConsumerVersionSelector[] }), ...(typeof branch === 'string' && branch !== '' && { providerBranch: branch }),
    ...(Array.isArray(tags) && { providerTags: tags as string[] }), ...(includeWipSince !== undefined && { includeWipSince }),
  };
}
