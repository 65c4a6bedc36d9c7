import { defineContract, type Evidence, type HttpInteraction, type ProviderState } from '#core/contract';
import { integer, regex, string, tensors, tensorsNear } from '#core/matchers';
import { EDGE_1, EDGE_2, EXPERIMENT, WEIGHTS_1 } from '#contracts/schemas/weights';

const TOKEN = 'dummy-edge-token';
const token = { Authorization: regex('^Token \\S+$', `Token ${TOKEN}`) };

const device: ProviderState = {
  name: 'an edge device',
  params: { id: 1, username: EDGE_1, password: 'dummy-edge-password', token: TOKEN, name: 'dummy-client', namespace: 'dummy-client', clusterId: null, accountId: 1 },
};
const experiment: ProviderState = {
  name: 'a running experiment',
  params: {
    experimentKey: EXPERIMENT, datasetId: 'DKdummy1', name: 'dummy-experiment', cycles: 1, epochs: 2, edges: { [EDGE_1]: 100, [EDGE_2]: 300 },
    weights: WEIGHTS_1,
  },
};
const evidence: Evidence = {
  kind: 'assumed',
  source: 'weights go straight to the backend over HTTPS in an envelope: tracebloc/cli docs/rfcs/0003 3.1; paths have no public source, the JSON form is ours',
  owner: 'tracebloc/tracebloc-client',
};
const experimentPath = (rest = ''): HttpInteraction['request']['path'] => regex(`^/experiments/[\\w-]+/${rest}$`, `/experiments/${EXPERIMENT}/${rest}`);
const uploadPath = regex('^/experiments/[\\w-]+/cycles/\\d+/weights/$', `/experiments/${EXPERIMENT}/cycles/1/weights/`);
const upload: HttpInteraction['request'] = {
  method: 'POST',
  path: uploadPath,
  headers: token,
  body: { json: { edge: regex('^\\S+$', EDGE_1), samples: integer(100), tensors: tensors(WEIGHTS_1) } },
};

export default defineContract({
  consumer: 'training-pod',
  provider: 'backend',
  interactions: [
    {
      kind: 'http',
      description: 'the pod resolves its experiment with its token',
      given: [device, experiment],
      request: { method: 'GET', path: experimentPath(), headers: token },
      response: { status: 200, body: { json: { experimentKey: string(EXPERIMENT), status: regex('^(PENDING|RUNNING)$', 'RUNNING'), cycles: integer(1), cycle: integer(1) } } },
      evidence,
    },
    {
      kind: 'http',
      description: 'the pod resolves its experiment with a revoked token',
      given: [{ name: 'a revoked token', params: { token: TOKEN, email: 'edge@example.test' } }, experiment],
      request: { method: 'GET', path: experimentPath(), headers: token },
      response: { status: 401, body: { json: { detail: string('Invalid token.') } } },
      evidence,
    },
    {
      kind: 'http',
      description: 'the pod downloads the current weights',
      given: [device, experiment],
      request: { method: 'GET', path: experimentPath('weights/'), headers: token },
      response: { status: 200, body: { json: { experimentKey: string(EXPERIMENT), cycle: integer(1), tensors: tensors(WEIGHTS_1) } } },
      evidence,
    },
    {
      kind: 'http',
      description: 'the weights arrive as they were stored: names, order, shapes and values',
      given: [device, experiment],
      request: { method: 'GET', path: experimentPath('weights/'), headers: token },
      response: { status: 200, body: { json: { tensors: tensorsNear(WEIGHTS_1, 1e-6) } } },
      evidence: { ...evidence, source: `${evidence.source}; a list of arrays in state_dict order (tracebloc_package 0.6) makes the order count` },
    },
    {
      kind: 'http',
      description: 'the pod uploads its weights',
      given: [device, experiment],
      request: upload,
      response: {
        status: 201,
        body: { json: { modelWeightsFile: regex('^[^/]+_[^/]+_\\d+_weights\\.(json|pkl|safetensors)$', `${EDGE_1}_${EXPERIMENT}_1_weights.json`) } },
      },
      evidence,
    },
    {
      kind: 'http',
      description: 'the pod uploads weights in the name of another edge',
      given: [device, experiment],
      request: { ...upload, body: { json: { edge: regex('^\\S+$', EDGE_2), samples: integer(300), tensors: tensors(WEIGHTS_1) } } },
      response: { status: 403, body: { json: { detail: 'You do not have permission to perform this action.' } } },
      evidence,
    },
  ],
});
