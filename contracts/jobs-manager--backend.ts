import { defineContract, type Evidence, type HttpInteraction, type ProviderState } from '#core/contract';
import { number, regex, string } from '#core/matchers';
import { DISPATCH, TRAINING_QUEUE } from '#contracts/schemas/bus-messages';
import { EDGE_1, EXPERIMENT } from '#contracts/schemas/weights';

const TOKEN = 'dummy-edge-token';
const PASSWORD = 'dummy-edge-password';
const connectionString = regex('^Endpoint=sb://[^;]+;SharedAccessKeyName=[^;]+;SharedAccessKey=[^;]+(;.*)?$', 'Endpoint=sb://bus.example.test;SharedAccessKeyName=dummy;SharedAccessKey=ZHVtbXk=');
const token = { Authorization: regex('^Token \\S+$', `Token ${TOKEN}`) };

const device: ProviderState = {
  name: 'an edge device',
  params: { id: 1, username: EDGE_1, password: PASSWORD, token: TOKEN, name: 'dummy-client', namespace: 'dummy-client', clusterId: 'dummy-cluster-uid-0001', accountId: 1 },
};
const login = (password: string): HttpInteraction['request'] => ({
  method: 'POST', path: '/api-token-auth/', body: { json: { username: regex('^\\S+$', EDGE_1), password: string(password) } },
});
const heartbeat: HttpInteraction['request'] = {
  method: 'POST',
  path: '/edge-device-heartbeat/',
  headers: token,
  body: {
    json: {
      namespace: string('dummy-client'), cpu_utilisation: number(0.25), gpu_utilisation: number(0), tdp_of_cpu: number(65), tdp_of_gpu: number(0),
      // A null here hid a missing permission for weeks: every version is required and says something.
      versions: { 'jobs-manager': regex('^\\S+$', '1.9.62'), 'requests-proxy': regex('^\\S+$', '1.9.62'), 'resource-monitor': regex('^\\S+$', '1.9.62') },
    },
  },
};
const assumed: Evidence = {
  kind: 'assumed',
  source: 'path and content by name: tracebloc/cli docs/rfcs/0001 4.5 and C.4; the JSON has no public source',
  owner: 'tracebloc/client-runtime',
};
/** A login in JSON: the installer sends a form and data-ingestors JSON, what the jobs-manager sends is not public. */
const assumedLogin = (known: string): Evidence => ({
  kind: 'assumed', source: `${known}; that the jobs-manager sends JSON has no public source`, owner: 'tracebloc/client-runtime',
});

export default defineContract({
  consumer: 'jobs-manager',
  provider: 'backend',
  interactions: [
    {
      kind: 'http',
      description: 'a login of an edge answers its token and the connection strings of the bus',
      given: [device],
      request: login(PASSWORD),
      response: { status: 200, body: { json: { token: string(TOKEN), experiments_queue_conn_str: connectionString, flops_conn_str: connectionString } } },
      evidence: assumedLogin('token and connection strings: tracebloc/client docs/SECURITY.md 8.1'),
    },
    {
      kind: 'http',
      description: 'a login of an edge with a wrong password',
      given: [device],
      request: login('dummy-wrong-password'),
      response: { status: 400 },
      evidence: assumedLogin('400 = invalid credentials on the same endpoint: tracebloc/client@0985814 scripts/lib/install-client-helm.sh'),
    },
    {
      kind: 'http',
      description: 'a heartbeat',
      given: [device],
      request: heartbeat,
      response: { status: 200 },
      evidence: assumed,
      incident: 'client#750',
    },
    {
      kind: 'http',
      description: 'a heartbeat with a revoked token',
      given: [{ name: 'a revoked token', params: { token: TOKEN, email: 'edge@example.test' } }],
      request: heartbeat,
      response: { status: 401, body: { json: { detail: string('Invalid token.') } } },
      evidence: { kind: 'assumed', source: '401 {detail}: tracebloc/client docs/SECURITY.md 8.3; the request body is assumed', owner: 'tracebloc/client-runtime' },
    },
    {
      kind: 'http',
      description: 'a token for one ingestion run is minted',
      given: [device],
      request: { method: 'POST', path: '/ingest-token/', headers: token },
      response: { status: 201, body: { json: { token: string('dummy-run-token') } } },
      evidence: {
        kind: 'assumed', source: 'POST ingest-token/ mints the ClientAccessToken that an ingestion presents as Bearer: tracebloc-ingestor 0.8.94 (PyPI) tracebloc_ingestor/config.py; request, status and fields have no public source',
        owner: 'tracebloc/client-runtime',
      },
    },
    {
      kind: 'message',
      description: 'an edge is told to train a cycle',
      given: [{ name: 'an experiment ready to start', params: { experimentKey: EXPERIMENT, datasetId: 'DKdummy1', cycles: 1, epochs: 2, modelName: 'dummy-model', edges: { [EDGE_1]: 100 } } }],
      contents: DISPATCH,
      metadata: { contentType: 'application/json', destination: TRAINING_QUEUE },
      evidence: { kind: 'assumed', source: 'jobs-manager listens on the bus: tracebloc/client docs/SECURITY.md 3; queue and fields have no public source', owner: 'tracebloc/client-runtime' },
    },
  ],
});
