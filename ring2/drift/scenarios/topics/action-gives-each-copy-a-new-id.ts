import { exact } from '#core/transcript';
import { defineScenario } from '#ring2/drift/scenario';
import { note } from '#ring2/drift/steps/index';
import { selecting, sendSamples, takeSelected } from '#ring2/drift/steps/selection';

export default defineScenario({
  name: 'action-gives-each-copy-a-new-id',
  ids: ['D87'],
  source: 'service-bus-messaging-sql-rule-action (newid)',
  origin: 'documented',
  expects: 'The function newid() gives another value each time that an action is performed.',
  contracts: [],
  tier: 'fast',
  needs: ['topics'],
  entities: { topics: { topic: { subscriptions: { s: selecting({ name: 'r', sqlFilter: 'n > 0', action: 'SET id = newid(); SET other = newid()' }) } } } },
  shows: { 'the copies': { 'different ids': 4 } },

  async *run(bus, stage) {
    yield* sendSamples(bus, stage, { one: { properties: { n: 1 } }, two: { properties: { n: 2 } } });
    const copies = yield* takeSelected(bus, stage.subscription('s'), 'receive');
    const ids = copies.flatMap(({ properties: { id, other } }) => [String(id), String(other)]);
    yield* note('the copies', { 'different ids': exact(new Set(ids).size) });
  },
});
