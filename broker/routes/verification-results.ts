import type { Context } from 'hono';
import type { Ledger } from '#broker/ledger/ledger';
import type { VerificationRecord, View } from '#broker/ledger/view';
import { publishingVerification } from '#broker/operations/verification';
import { type Routes, baseOf, bodyObject, dateTime, hal, invalid, missingTexts, notFound, textIn } from '#broker/routes/hal';
import { pactsOf } from '#broker/routes/pact-lists';
import { decodeMetadata } from '#broker/rules/metadata';
import { paths } from '#broker/rules/paths';
import { isObject } from '#core/json';

const CONTENT = '/pacts/provider/:provider/consumer/:consumer/pact-version/:sha';
interface Address { provider: string; consumer: string; sha: string; metadata?: string }

export const verificationRoutes: Routes = (app, ledger) => {
  app.post(`${CONTENT}/verification-results`, (c) => publish(c, ledger, c.req.param()));
  app.post(`${CONTENT}/metadata/:metadata/verification-results`, (c) => publish(c, ledger, c.req.param()));
  app.get(`${CONTENT}/verification-results/:number`, (c) => read(c, ledger, c.req.param(), c.req.param('number')));
  app.get(`${CONTENT}/metadata/:metadata/verification-results/:number`, (c) => read(c, ledger, c.req.param(), c.req.param('number')));
  const latestOf = (path: string, find: (view: View, param: Record<string, string>) => string | undefined) => app.get(`/pacts/provider/:provider/consumer/:consumer${path}/verification-results/latest`, (c) => {
    const param = c.req.param() as Record<string, string>;
    const { provider = '', consumer = '' } = param;
    const sha = ledger.read((view) => find(view, param));
    return sha === undefined ? notFound(c) : read(c, ledger, { provider, consumer, sha }, 'latest');
  });
  latestOf('/version/:version', (view, { consumer = '', version = '', provider = '' }) => view.pact(consumer, version, provider)?.sha);
  latestOf('/latest', (view, { consumer = '', provider = '' }) => pactsOf(view, consumer, provider, {})[0]?.sha);
  latestOf('/latest/:tag', (view, { consumer = '', provider = '', tag = '' }) => pactsOf(view, consumer, provider, { tag })[0]?.sha);
  app.get('/verification-results/consumer/:consumer/version/:version/latest', (c) => {
    const { consumer, version } = c.req.param();
    const base = baseOf(c);
    const document = ledger.read((view) => summaryOf(view, consumer, version, base));
    return document ? hal(c, document) : notFound(c);
  });
};

/** The latest result for each pact of a consumer version. */
function summaryOf(view: View, consumer: string, number: string, base: string): object | undefined {
  const version = view.version(consumer, number);
  if (!version) return undefined;
  const pacts = view.pactsOfVersion(version.id).map(({ provider, sha }) => ({ provider, result: view.verification(consumer, provider, sha, 'latest') }));
  const providers = (which: boolean | undefined) => pacts.filter(({ result }) => result?.success === which).map(({ provider }) => provider).sort();
  return {
    success: pacts.every(({ result }) => result?.success === true),
    providerSummary: { successful: providers(true), failed: providers(false), unknown: providers(undefined) },
    _embedded: { verificationResults: pacts.flatMap(({ result }) => (result ? [documentOf(result, base)] : [])) },
    _links: { self: { href: base + paths.consumerResults(consumer, number), title: `Latest verification results for consumer ${consumer} version ${number}` } },
  };
}

async function publish(c: Context, ledger: Ledger, { provider, consumer, sha, metadata = '' }: Address): Promise<Response> {
  const body = await bodyObject(c);
  const { success, testResults, verifiedBy } = body;
  const errors = missingTexts(body, 'providerApplicationVersion');
  if (typeof success !== 'boolean') errors['success'] = [success === undefined ? 'is missing' : 'must be boolean'];
  if (typeof success !== 'boolean' || Object.keys(errors).length > 0) return invalid(c, errors);
  const buildUrl = textIn(body, 'buildUrl');
  const stored = await ledger.changeSoon(publishingVerification({
    consumer, provider, sha, success, ...(decodeMetadata(metadata).wip && { wip: true }), providerVersion: textIn(body, 'providerApplicationVersion') ?? '',
    ...(buildUrl !== undefined && { buildUrl }), ...(testResults !== undefined && { testResults }), ...(isObject(verifiedBy) && { verifiedBy }),
  }));
  if (!stored) return notFound(c);
  const document = documentOf(stored, baseOf(c));
  return hal(c, document, 201, { location: document._links.self.href });
}

function read(c: Context, ledger: Ledger, { provider, consumer, sha }: Address, which: string): Response {
  if (which !== 'latest' && !/^\d{1,15}$/.test(which)) return notFound(c);
  const number = which === 'latest' ? which : Number(which);
  const found = ledger.read((view) => view.verification(consumer, provider, sha, number));
  return found ? hal(c, documentOf(found, baseOf(c))) : notFound(c);
}

function documentOf({ consumer, provider, sha, number, providerVersion, success, wip, buildUrl, testResults, verifiedBy, at }: VerificationRecord, base: string) {
  return {
    providerName: provider, providerApplicationVersion: providerVersion, success, verificationDate: dateTime(at),
    // Not the real broker's: without it a copy could not tell which successes end no work in progress.
    ...(wip && { wip }), ...(buildUrl !== null && { buildUrl }), ...(testResults !== undefined && { testResults }), ...(verifiedBy !== undefined && { verifiedBy }),
    _links: {
      self: { title: 'Verification result', name: `Verification result ${number} for Pact between ${consumer} and ${provider}`, href: base + paths.result(provider, consumer, sha, number) },
      'pb:pact-version': { title: 'Pact', name: `Pact between ${consumer} and ${provider}`, href: base + paths.pactVersion(provider, consumer, sha) },
      'pb:provider-version': { title: 'Provider version', name: providerVersion, href: base + paths.version(provider, providerVersion) },
    },
  };
}
