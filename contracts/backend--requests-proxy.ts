import { defineContract, type Evidence, type ProviderState } from '#core/contract';
import { EPOCH_RESULT, FLOPS_QUEUE, FLOPS_REPORT, RESULTS_QUEUE } from '#contracts/schemas/bus-messages';
import { EDGE_1, EXPERIMENT } from '#contracts/schemas/weights';

const pod: ProviderState = { name: 'a training pod', params: { token: 'dummy-pod-token', experimentKey: EXPERIMENT, edge: EDGE_1 } };
const evidence: Evidence = {
  kind: 'assumed',
  source: 'queue names: tracebloc/client@0985814 templates/requests-proxy-deployment.yaml; the fields have no public source',
  owner: 'tracebloc/client-runtime',
};

export default defineContract({
  consumer: 'backend',
  provider: 'requests-proxy',
  interactions: [
    {
      kind: 'message',
      description: 'the result of an epoch is relayed',
      given: [pod],
      contents: EPOCH_RESULT,
      metadata: { contentType: 'application/json', destination: RESULTS_QUEUE },
      evidence,
    },
    {
      kind: 'message',
      description: 'the FLOPs of a cycle are relayed',
      given: [pod],
      contents: FLOPS_REPORT,
      metadata: { contentType: 'application/json', destination: FLOPS_QUEUE },
      evidence,
    },
  ],
});
