import { defineContract, type Evidence, type HttpInteraction, type ProviderState, type TextTemplate } from '#core/contract';
import { regex, uuid } from '#core/matchers';

const evidence: Evidence = { kind: 'code', source: 'tracebloc/client@0985814 scripts/lib/install-client-helm.sh verify_credentials' };
const CLIENT_ID = '11111111-1111-4111-8111-111111111111';
const PASSWORD = 'dummy-edge-password';

const device = (params: Record<string, boolean> = {}): ProviderState => ({
  name: 'an edge device',
  params: { id: 1, username: CLIENT_ID, password: PASSWORD, token: 'dummy-edge-token', name: 'dummy-client', namespace: 'dummy-client', clusterId: null, accountId: 1, ...params },
});
const login = (username: TextTemplate, password: string): HttpInteraction['request'] => ({
  method: 'POST',
  path: '/api-token-auth/',
  body: { form: { username, password: regex('^.+$', password) } },
});

/** The installer reads the status only: 200 valid, 400 rejected, 401 not active; anything else lets the install go on. */
export default defineContract({
  consumer: 'installer',
  provider: 'backend',
  interactions: [
    {
      kind: 'http',
      description: 'the credentials of a client are valid',
      given: [device()],
      request: login(uuid(CLIENT_ID), PASSWORD),
      response: { status: 200 },
      evidence,
      replay: 'safe',
    },
    {
      kind: 'http',
      description: 'a wrong password is rejected',
      given: [device()],
      request: login(regex('^\\S+$', CLIENT_ID), 'dummy-wrong-password'),
      response: { status: 400 },
      evidence,
      replay: 'safe',
    },
    {
      kind: 'http',
      description: 'the numeric id of a client is not its login',
      given: [device()],
      request: login(regex('^\\d+$', '1'), PASSWORD),
      response: { status: 400 },
      evidence: {
        kind: 'code',
        source: 'commit messages of tracebloc/cli@9f09a60 (cli#125, cli#126) and tracebloc/client#293, reverted by #295: the login is the username, not the id; 400: tracebloc/client@0985814 scripts/lib/install-client-helm.sh',
      },
      incident: 'cli#125',
    },
    {
      kind: 'http',
      description: 'a client that is not active yet is told so',
      given: [device({ active: false })],
      request: login(uuid(CLIENT_ID), PASSWORD),
      response: { status: 401 },
      evidence,
    },
  ],
});
