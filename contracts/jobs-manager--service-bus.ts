import { defineContract } from '#core/contract';
import { regex } from '#core/matchers';
import { DISPATCH, TRAINING_QUEUE } from '#contracts/schemas/bus-messages';

/** What the jobs-manager needs of the bus itself; the message's content is bound by jobs-manager--backend. */
export default defineContract({
  consumer: 'jobs-manager',
  provider: 'service-bus',
  interactions: [
    {
      kind: 'message',
      description: 'a dispatch for the jobs-manager arrives as it was sent',
      given: [{ name: 'an empty queue', params: { entity: TRAINING_QUEUE } }],
      contents: DISPATCH,
      metadata: { contentType: 'application/json', entity: TRAINING_QUEUE, deliveryCount: '0', lockSeconds: regex('^(59|60)$', '60') },
      evidence: {
        kind: 'assumed',
        source: 'that it listens: tracebloc/client docs/SECURITY.md 3; that it dead-letters what cannot succeed: templates/jobs-manager-deployment.yaml, client#751; queue, lock and kind of entity have no public source',
        owner: 'tracebloc/client-runtime',
      },
      incident: 'backend#2119',
    },
  ],
  binding: {
    entities: [TRAINING_QUEUE],
    requiresSession: false,
    lockDuration: 'PT1M',
    maxDeliveryCount: 10,
    settlement: 'complete',
    scenarios: [
      'peek-lock-complete', 'lock-expiry-redelivers', 'max-delivery-dead-letters', 'abandon-redelivers', 'dead-letter-with-reason',
      'dropped-connection-keeps-locks',
    ],
  },
});
