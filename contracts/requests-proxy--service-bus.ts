import { defineContract, type Evidence, type MessageInteraction } from '#core/contract';
import { type Template, regex } from '#core/matchers';
import { EPOCH_RESULT, FLOPS_QUEUE, FLOPS_REPORT, RESULTS_QUEUE } from '#contracts/schemas/bus-messages';

const evidence: Evidence = {
  kind: 'assumed',
  source: 'that it sends to these two queues: tracebloc/client@0985814 templates/requests-proxy-deployment.yaml; lock duration and delivery count are the defaults of Azure Service Bus; kind of entity and fields have no public source',
  owner: 'tracebloc/client-runtime',
};
const sent = (what: string, entity: string, contents: Template): MessageInteraction => ({
  kind: 'message',
  description: `${what} put on the bus by the requests-proxy arrives as it was sent`,
  given: [{ name: 'an empty queue', params: { entity } }],
  contents,
  metadata: { contentType: 'application/json', entity, deliveryCount: '0', lockSeconds: regex('^(59|60)$', '60') },
  evidence,
});

/** What the requests-proxy, which only sends, needs of the bus; the messages' content is bound by backend--requests-proxy. */
export default defineContract({
  consumer: 'requests-proxy',
  provider: 'service-bus',
  interactions: [sent('an epoch result', RESULTS_QUEUE, EPOCH_RESULT), sent('a FLOPs report', FLOPS_QUEUE, FLOPS_REPORT)],
  binding: {
    entities: [RESULTS_QUEUE, FLOPS_QUEUE],
    requiresSession: false,
    lockDuration: 'PT1M',
    maxDeliveryCount: 10,
    settlement: 'none',
    scenarios: ['peek-lock-complete', 'message-without-id-is-given-one', 'concurrent-senders-keep-their-own-order', 'sender-is-told-the-largest-message'],
  },
});
