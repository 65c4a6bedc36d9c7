import type { Evidence, HttpInteraction, ProviderState } from '#core/contract';
import { regex, string } from '#core/matchers';

/** One of the recorded responses of the backend. */
export const fixture = (file: string): Evidence => ({ kind: 'fixture', source: `tracebloc/cli@e8af6f1 internal/api/testdata/${file}.json` });
/** What the command line's own code or tests say. */
export const goCode = (place: string): Evidence => ({ kind: 'code', source: `tracebloc/cli@e8af6f1 ${place}` });

export const TOKEN = 'dummy-user-token';
export const GRANT = 'dummy-device-code';
export const CLUSTER = 'dummy-cluster-uid-0001';
export const USERNAME = '11111111-1111-4111-8111-111111111111';
export const bearer = { Authorization: regex('^Bearer \\S+$', `Bearer ${TOKEN}`) };

/** A user with a ClientAccessToken. */
export const user = (canWriteClients = true): ProviderState => ({
  name: 'a signed-in user',
  params: { token: TOKEN, email: 'admin@example.test', firstName: 'Dummy Admin', account: 'example', accountId: 1, userId: 1, canWriteClients },
});
export const grant = (status: string): ProviderState => ({
  name: 'a device grant',
  params: { deviceCode: GRANT, status, token: TOKEN, email: 'admin@example.test' },
});
export const device = (params: { clusterId: string | null } & Record<string, string | number | null>): ProviderState => ({
  name: 'an edge device',
  params: { id: 1, username: USERNAME, password: 'dummy-edge-password', name: 'dummy-client', namespace: 'dummy-client', accountId: 1, ...params },
});

export const poll: HttpInteraction['request'] = { method: 'POST', path: '/device/token', body: { json: { device_code: string(GRANT) } } };
/** A poll for a token that does not get one, and why. */
export const pollAnswers = (status: string, error: string): HttpInteraction => ({
  kind: 'http',
  description: `a poll for a token answers ${error}`,
  given: [grant(status)],
  request: poll,
  response: { status: 400, body: { json: { error } } },
  evidence: fixture(`device_token_error_${error}`),
});
