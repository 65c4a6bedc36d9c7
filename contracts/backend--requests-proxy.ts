import { defineContract, type Evidence, type ProviderState } from '#core/contract';
import { integer, number, regex, string } from '#core/matchers';
import { EDGE_1, EXPERIMENT, anyMetrics } from '#contracts/schemas/weights';

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
      contents: { experimentKey: string(EXPERIMENT), edge: regex('^\\S+$', EDGE_1), cycle: integer(1), epoch: integer(1), metrics: anyMetrics() },
      metadata: { contentType: 'application/json', destination: 'experiments' },
      evidence,
    },
    {
      kind: 'message',
      description: 'the FLOPs of a cycle are relayed',
      given: [pod],
      contents: { experimentKey: string(EXPERIMENT), edge: regex('^\\S+$', EDGE_1), cycle: integer(1), flops: number(1_000_000) },
      metadata: { contentType: 'application/json', destination: 'flops' },
      evidence,
    },
  ],
});
