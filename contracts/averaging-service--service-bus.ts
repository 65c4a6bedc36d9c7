import { defineContract } from '#core/contract';
import { regex } from '#core/matchers';
import { AVERAGING_CONTENTS, AVERAGING_QUEUE } from '#contracts/schemas/weights';

/** What the averaging-service needs of the bus itself; the message's content is bound by averaging-service--backend. */
export default defineContract({
  consumer: 'averaging-service',
  provider: 'service-bus',
  interactions: [
    {
      kind: 'message',
      description: 'a message for the averaging-service arrives as it was sent',
      given: [{ name: 'an empty queue', params: { entity: AVERAGING_QUEUE } }],
      contents: AVERAGING_CONTENTS,
      metadata: { contentType: 'application/json', entity: AVERAGING_QUEUE, deliveryCount: '0', lockSeconds: regex('^(59|60)$', '60') },
      evidence: {
        kind: 'assumed',
        source: 'lock duration and delivery count are the defaults of Azure Service Bus; the service reads a queue in peek-lock mode by the epic only',
        owner: 'tracebloc/averaging-service',
      },
    },
  ],
  binding: {
    entities: [AVERAGING_QUEUE],
    requiresSession: false,
    lockDuration: 'PT1M',
    maxDeliveryCount: 10,
    settlement: 'complete',
    scenarios: [
      'peek-lock-complete', 'lock-expiry-redelivers', 'max-delivery-dead-letters', 'abandon-redelivers', 'dead-letter-with-reason',
      'complete-after-expiry-fails',
    ],
  },
});
