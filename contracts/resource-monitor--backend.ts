import { defineContract, type Evidence, type HttpInteraction, type ProviderState } from '#core/contract';
import { number, regex, string } from '#core/matchers';

const TOKEN = 'dummy-edge-token';
const CLIENT_ID = '11111111-1111-4111-8111-111111111111';
const PASSWORD = 'dummy-edge-password';
const token = { Authorization: regex('^Token \\S+$', `Token ${TOKEN}`) };

const device: ProviderState = {
  name: 'an edge device',
  params: { id: 1, username: CLIENT_ID, password: PASSWORD, token: TOKEN, name: 'dummy-client', namespace: 'dummy-client', clusterId: 'dummy-cluster-uid-0001', accountId: 1 },
};
/** Every thirty seconds from every node; whatever the answer, the monitor goes on, so nobody but the backend misses it. */
const heartbeat: HttpInteraction['request'] = {
  method: 'POST',
  path: '/edge-device-heartbeat/',
  headers: token,
  body: { json: { namespace: string('dummy-client'), cpu_utilisation: number(0.25), gpu_utilisation: number(0), tdp_of_cpu: number(65), tdp_of_gpu: number(0) } },
};
const assumed = (source: string): Evidence => ({ kind: 'assumed', source, owner: 'tracebloc/client-runtime' });
const body = assumed('path and content by name: tracebloc/cli docs/rfcs/0001 4.5 and C.4; MONITOR_INTERVAL and its credentials: tracebloc/client@0985814 templates/resource-monitor-daemonset.yaml; the JSON has no public source');

export default defineContract({
  consumer: 'resource-monitor',
  provider: 'backend',
  interactions: [
    {
      kind: 'http',
      description: 'the resource monitor logs in with the credentials of its edge',
      given: [device],
      request: { method: 'POST', path: '/api-token-auth/', body: { json: { username: regex('^\\S+$', CLIENT_ID), password: string(PASSWORD) } } },
      response: { status: 200, body: { json: { token: string(TOKEN) } } },
      evidence: assumed('CLIENT_ID and CLIENT_PASSWORD in its environment: tracebloc/client@0985814 templates/resource-monitor-daemonset.yaml; that it sends JSON has no public source'),
    },
    { kind: 'http', description: 'a heartbeat of a node', given: [device], request: heartbeat, response: { status: 200 }, evidence: body },
    {
      kind: 'http',
      description: 'a heartbeat of a node of a revoked client',
      given: [{ name: 'a revoked token', params: { token: TOKEN, email: 'edge@example.test' } }],
      request: heartbeat,
      response: { status: 401, body: { json: { detail: string('Invalid token.') } } },
      evidence: assumed('401 {detail}: tracebloc/client docs/SECURITY.md 8.3; the request body is assumed'),
    },
  ],
});
