import type { Context } from 'hono';
import type { Ledger } from '#broker/ledger/ledger';
import type { View } from '#broker/ledger/view';
import { type Routes, hal, notFound } from '#broker/routes/hal';
import { pactsOf } from '#broker/routes/pact-lists';
import type { PactRef } from '#broker/rules/facts';
import { type ProviderState, providerStates } from '#broker/rules/provider-states';

/** What a provider must be able to set up, for the consumers of a branch, of an environment, or of the main branch. */
export const providerStateRoutes: Routes = (app, ledger) => {
  const PATH = '/pacts/provider/:provider/provider-states';
  app.get(PATH, (c) => answer(c, ledger, (view, consumer, provider) => pactsOf(view, consumer, provider, { main: true, latest: true })));
  app.get(`${PATH}/branch/:branch`, (c) => {
    const branch = c.req.param('branch');
    return answer(c, ledger, (view, consumer, provider) => pactsOf(view, consumer, provider, { branch, latest: true }));
  });
  app.get(`${PATH}/environment/:uuid`, (c) => {
    const environment = ledger.read((view) => view.environment(c.req.param('uuid')));
    if (!environment) return notFound(c);
    return answer(c, ledger, (view, consumer, provider) => {
      const there = new Set(view.versions({ pacticipant: consumer, environment: environment.name }).map(({ id }) => id));
      return view.pactsOfConsumer(consumer, provider).filter((pact) => there.has(pact.consumer.id));
    });
  });
};

function answer(c: Context, ledger: Ledger, pactsOfConsumer: (view: View, consumer: string, provider: string) => PactRef[]): Response {
  const provider = c.req.param('provider') ?? '';
  const states = ledger.read((view): ProviderState[] | undefined => {
    if (!view.hasPacticipant(provider)) return undefined;
    const pacts = view.consumersOf(provider).sort().flatMap((consumer) => pactsOfConsumer(view, consumer, provider).map((pact) => ({ consumer, text: view.pact(consumer, pact.consumer.number, provider)?.text ?? '{}' })));
    return providerStates(pacts);
  });
  return states ? hal(c, { providerStates: states }) : notFound(c);
}
