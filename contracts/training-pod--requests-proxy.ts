import { defineContract, type Evidence, type HttpInteraction, type ProviderState } from '#core/contract';
import { integer, number, regex, string } from '#core/matchers';
import { EDGE_1, EXPERIMENT, anyMetrics } from '#contracts/schemas/weights';

const TOKEN = 'dummy-pod-token';
const bearer = { Authorization: regex('^Bearer \\S+$', `Bearer ${TOKEN}`) };
const pod = (name: string): ProviderState => ({ name, params: { token: TOKEN, experimentKey: EXPERIMENT, edge: EDGE_1 } });

const evidence: Evidence = {
  kind: 'assumed',
  source: 'port, bearer token and what is posted: tracebloc/client templates/network-policy-training.yaml rule 4, client#197; paths and bodies have no public source',
  owner: 'tracebloc/client-runtime',
};
const epochResult: HttpInteraction['request'] = {
  method: 'POST',
  path: '/experiments/',
  headers: bearer,
  body: { json: { experimentKey: string(EXPERIMENT), edge: regex('^\\S+$', EDGE_1), cycle: integer(1), epoch: integer(1), metrics: anyMetrics() } },
};
const flops: HttpInteraction['request'] = {
  method: 'POST',
  path: '/flops/',
  headers: bearer,
  body: { json: { experimentKey: string(EXPERIMENT), edge: regex('^\\S+$', EDGE_1), cycle: integer(1), flops: number(1_000_000) } },
};
const accepted = { status: 202, body: { json: { status: 'queued' } } };

export default defineContract({
  consumer: 'training-pod',
  provider: 'requests-proxy',
  interactions: [
    { kind: 'http', description: 'the result of an epoch', given: [pod('a training pod')], request: epochResult, response: accepted, evidence },
    { kind: 'http', description: 'the FLOPs of a cycle', given: [pod('a training pod')], request: flops, response: accepted, evidence },
    {
      kind: 'http',
      description: 'the result of an epoch with an expired token',
      given: [pod('a training pod whose token has expired')],
      request: epochResult,
      response: { status: 401 },
      evidence,
    },
    {
      kind: 'http',
      description: 'the result of an epoch without a token',
      request: { method: 'POST', path: '/experiments/', body: epochResult.body as NonNullable<typeof epochResult.body> },
      response: { status: 401 },
      evidence,
    },
    {
      kind: 'http',
      description: 'a result in the name of another edge',
      given: [{ name: 'a training pod', params: { token: TOKEN, experimentKey: EXPERIMENT, edge: 'another-edge' } }],
      request: epochResult,
      response: { status: 403 },
      evidence: { ...evidence, source: 'the edge is in the message, not in the credential: tracebloc/client docs/SECURITY.md 8.1 (open); refusing a forged one is our assumption' },
    },
  ],
});
