import { ABSENT, defineScenario } from '#ring2/drift/scenario';
import { complete, receive, send } from '#ring2/drift/steps/index';

const ACTION = "SET sys.To = 'Leeds'; SET sys.CorrelationId = 'c2'; SET sys.Label = 'l2'; SET sys.ReplyToSessionId = 'rs'; SET sys.ContentType = 'text/x'; REMOVE sys.ReplyTo";

export default defineScenario({
  name: 'action-sets-system-properties',
  ids: ['D87'],
  source: 'service-bus-messaging-sql-rule-action (sys scope), issue 180 of azure-service-bus: all that a sender can set can be modified',
  origin: 'documented',
  expects: "An action sets and removes the message's own properties that a sender can set.",
  contracts: [],
  tier: 'fast',
  needs: ['topics'],
  entities: { topics: { topic: { subscriptions: { s: { rules: [{ name: 'r', sqlFilter: '1 = 1', action: ACTION }] } } } } },
  shows: { receive: { to: 'Leeds', correlationId: 'c2', subject: 'l2', replyToSessionId: 'rs', contentType: 'text/x', replyTo: ABSENT } },

  async *run(bus, { topic, subscription, message }) {
    yield* send(bus, topic, message({ to: 'York', correlationId: 'c', subject: 'l', replyTo: 'r' }));
    const received = yield* receive(bus, subscription('s'), 'receive');
    yield* complete(bus, received, 'complete');
  },
});
