import { defineContract, type Evidence, type MessageInteraction } from '#core/contract';
import {
  EDGE_1, EDGE_2, EXPERIMENT, GOLDEN_MEAN, GOLDEN_SAMPLE_WEIGHTED, PARTICIPANTS,
} from '#contracts/schemas/weights';
import type { TensorJson } from '#core/matchers';

const evidence: Evidence = {
  kind: 'assumed',
  source: 'per-tensor averaging: tracebloc/model-zoo CLAUDE.md; strategies by name, fedavg unless chosen: tracebloc 1.2.63 (PyPI) tracebloc/training/plan.py; whether samples weigh is not public, so both rules are held',
  owner: 'tracebloc/averaging-service',
};

/** The numbers are worked out by hand and compared exactly: a changed formula is a changed contract. */
const averaged = (rule: 'mean' | 'sample-weighted', tensors: TensorJson[]): MessageInteraction => ({
  kind: 'message',
  description: `the averaged weights of a cycle by the rule ${rule}`,
  given: [{ name: 'a cycle whose weights are complete', params: { rule, experimentKey: EXPERIMENT, cycle: 1, participants: PARTICIPANTS } }],
  contents: { experimentKey: EXPERIMENT, cycle: 1, rule, participants: [EDGE_1, EDGE_2], tensors },
  metadata: { contentType: 'application/json', destination: 'averaged' },
  evidence,
});

export default defineContract({
  consumer: 'backend',
  provider: 'averaging-service',
  interactions: [averaged('mean', GOLDEN_MEAN), averaged('sample-weighted', GOLDEN_SAMPLE_WEIGHTED)],
});
