import { defineScenario } from '#ring2/drift/scenario';
import { send } from '#ring2/drift/steps/index';
import { attachReceiver, receiveDelivery, typed } from '#ring2/drift/steps/wire';
import { entry } from '#ring2/drift/wire/values';

export default defineScenario({
  name: 'action-constants-have-types-on-the-wire',
  ids: ['D87'],
  source: '[inf] of service-bus-messaging-sql-rule-action: constants are stored as System.Int64, System.Double, System.Boolean, which are these types of AMQP',
  origin: 'assumed',
  expects: 'What an action sets to a constant is a long, double, boolean or string on the wire, and newid() a uuid.',
  contracts: [],
  tier: 'fast',
  needs: ['topics', 'wire'],
  entities: { topics: { topic: { subscriptions: { s: { rules: [{ name: 'r', sqlFilter: '1 = 1', action: "SET i = 1; SET d = 1.5; SET e = 1E3; SET b = TRUE; SET t = 'x'; SET g = newid()" }] } } } } },
  shows: { receive: { i: '1', 'i.type': 'long', d: 1.5, 'd.type': 'double', 'e.type': 'double', b: true, 't.type': 'string', 'g.type': 'uuid' } },

  async *run(bus, { topic, subscription, message }) {
    yield* send(bus, topic, message());
    const wire = await bus.wire();
    const link = yield* attachReceiver(wire, subscription('s'), 'attach');
    await link.flow(1);
    yield* receiveDelivery(link, 'receive', ({ sections }) => {
      const property = (name: string) => typed(name, entry(sections['application-properties'], name));
      // The new id is another each time: only its type is a fact.
      const { 'g.type': type } = property('g');
      return { ...Object.assign({}, ...['i', 'd', 'e', 'b', 't'].map(property)), ...(type && { 'g.type': type }) };
    });
  },
});
