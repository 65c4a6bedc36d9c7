import { exact } from '#core/transcript';
import { defineScenario } from '#ring2/drift/scenario';
import { note } from '#ring2/drift/steps/index';
import { selecting, sendSamples, takeSelected } from '#ring2/drift/steps/selection';

export default defineScenario({
  name: 'rules-with-action-give-a-copy-each',
  ids: ['D82'],
  source: 'topic-filters',
  origin: 'documented',
  expects: 'Each matching rule with an action gives a copy with its name as RuleName, the matching rules without action one more together.',
  contracts: [],
  tier: 'fast',
  needs: ['topics'],
  entities: { topics: { topic: { subscriptions: { s: selecting(
    { name: 'plain', sqlFilter: 'n > 0' }, { name: 'plain-too', sqlFilter: 'n > 1' },
    { name: 'first', sqlFilter: 'n > 0', action: "SET by = 'first'" }, { name: 'second', sqlFilter: 'n > 0', action: "SET by = 'second'" },
    { name: 'other', sqlFilter: 'n > 99', action: "SET by = 'other'" },
  ) } } } },
  shows: { 'what the subscription got': { selected: ['five', 'five', 'five'] }, 'the copies': { copies: ['RuleName first, by first', 'RuleName second, by second', 'no RuleName, by nobody'] } },

  async *run(bus, stage) {
    yield* sendSamples(bus, stage, { five: { properties: { n: 5 } } });
    const copies = yield* takeSelected(bus, stage.subscription('s'), 'what the subscription got');
    // The order of the copies is nobody's promise.
    const words = copies.map(({ properties: { RuleName: rule, by } }) => `${rule === undefined ? 'no RuleName' : `RuleName ${String(rule)}`}, by ${String(by ?? 'nobody')}`);
    yield* note('the copies', { copies: exact(words.sort()) });
  },
});
