import type { Context } from 'hono';
import type { Ledger } from '#broker/ledger/ledger';
import { selected } from '#broker/operations/for-verification';
import { type Routes, baseOf, bodyObject, hal, invalid, textIn } from '#broker/routes/hal';
import { pactName } from '#broker/routes/pact-document';
import { type ConsumerVersionSelector, type SelectionRequest, selectorErrors } from '#broker/rules/consumer-version-selector';
import { paths } from '#broker/rules/paths';

export const forVerificationRoutes: Routes = (app, ledger) => {
  app.get('/pacts/provider/:provider/for-verification', (c) => answer(c, ledger, { provider: c.req.param('provider') }));
  app.post('/pacts/provider/:provider/for-verification', async (c) => {
    const body = await bodyObject(c);
    if (!body) return invalid(c, ['The request body is not a JSON object']);
    const providerBranch = textIn(body, 'providerVersionBranch');
    const { consumerVersionSelectors: selectors, providerVersionTags: tags } = body;
    const errors = ledger.read((view) => selectorErrors(selectors, providerBranch, (name) => view.environment(name) !== undefined));
    if (errors.length > 0) return invalid(c, { consumerVersionSelectors: errors });
    return answer(c, ledger, {
      provider: c.req.param('provider'), includePending: body['includePendingStatus'] === true,
      ...(Array.isArray(selectors) && { selectors: selectors as ConsumerVersionSelector[] }),
      ...(providerBranch !== undefined && { providerBranch }),
      ...(Array.isArray(tags) && { providerTags: tags.filter((tag) => typeof tag === 'string') }),
    });
  });
};

function answer(c: Context, ledger: Ledger, request: SelectionRequest): Response {
  const base = baseOf(c);
  const pacts = ledger.read((view) => selected(view, request, base)).map(({ shortDescription, pending, notices, url, consumer, provider, number }) => ({
    shortDescription,
    verificationProperties: { ...(request.includePending && { pending }), notices },
    _links: { self: { href: url, name: pactName({ consumer, version: number, provider }) } },
  }));
  return hal(c, { _embedded: { pacts }, _links: { self: { href: base + paths.forVerification(request.provider), title: 'Pacts to be verified' } } });
}
