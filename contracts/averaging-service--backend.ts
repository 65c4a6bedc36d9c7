import { defineContract } from '#core/contract';
import { AVERAGING_CONTENTS, AVERAGING_QUEUE, EXPERIMENT, PARTICIPANTS } from '#contracts/schemas/weights';

export default defineContract({
  consumer: 'averaging-service',
  provider: 'backend',
  interactions: [
    {
      kind: 'message',
      description: 'all participants of a cycle have uploaded their weights',
      given: [{ name: 'a cycle waiting for its last participant', params: { experimentKey: EXPERIMENT, cycle: 1, participants: PARTICIPANTS } }],
      contents: AVERAGING_CONTENTS,
      metadata: { contentType: 'application/json', destination: AVERAGING_QUEUE },
      evidence: {
        kind: 'assumed',
        source: 'file name {edge}_{exp}_{cycle}_weights: tracebloc/cli docs/rfcs/0003 13; the fields and the name of the queue have no public source',
        owner: 'tracebloc/averaging-service',
      },
    },
  ],
});
