import { interactionsOf } from '#broker/rules/content';
import { itemsOf, memberOf, parseLossless, stringAt, textOf } from '#core/lossless-json';
import type { JsonObject } from '#core/json';

/** A state that consumers expect a provider to be in, with what they call it with. */
export interface ProviderState { name: string; params?: JsonObject; consumers: string[] }

/** The states that these pacts name, each once for its parameters, by name. */
export function providerStates(pacts: readonly { consumer: string; text: string }[]): ProviderState[] {
  const named = pacts.flatMap(({ consumer, text }) => {
    const document = parseLossless(text);
    return interactionsOf(document).flatMap(({ node, states }) => {
      const detailed = itemsOf(memberOf(node, 'providerStates'));
      if (!detailed) return states.map((name) => ({ name, params: undefined, consumer }));
      return detailed.flatMap((state) => {
        const name = stringAt(state, 'name');
        const params = memberOf(state, 'params');
        return name === undefined ? [] : [{ name, params: params?.kind === 'object' ? textOf(document, params) : undefined, consumer }];
      });
    });
  });
  return [...Map.groupBy(named, ({ name, params }) => JSON.stringify([name, params])).values()].flatMap((same) => {
    const [first] = same;
    if (!first) return [];
    return [{ name: first.name, ...(first.params !== undefined && { params: JSON.parse(first.params) as JsonObject }), consumers: [...new Set(same.map(({ consumer }) => consumer))] }];
  }).sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
}
