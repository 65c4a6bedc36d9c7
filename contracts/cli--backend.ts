import { defineContract, type HttpInteraction } from '#core/contract';
import { boolean, eachLike, integer, like, regex, string, uuid } from '#core/matchers';
import { CLUSTER, GRANT, TOKEN, USERNAME, bearer, device, fixture, goCode, grant, poll, pollAnswers, user } from '#contracts/schemas/cli-given';
import { edgeDeviceRow } from '#contracts/schemas/edge-device';

const create: HttpInteraction['request'] = {
  method: 'POST',
  path: '/edge-device/',
  headers: bearer,
  body: {
    json: {
      first_name: string('dummy-client'), namespace: string('dummy-client'), location: string('DE'),
      password: string('dummy-edge-password'), cluster_id: string(CLUSTER),
    },
  },
};
const client = { id: 1, name: 'dummy-client', username: USERNAME, namespace: 'dummy-client' };
const row = edgeDeviceRow({ ...client, clusterId: CLUSTER });
const onePath = regex('^/edge-device/\\d+/$', '/edge-device/1/');
const clusterInUse = {
  status: 409,
  body: { json: { cluster_id: string(CLUSTER), error: 'cluster_in_use', holder_client_id: integer(7), holder_name: string('other-client') } },
};

export default defineContract({
  consumer: 'cli',
  provider: 'backend',
  interactions: [
    {
      kind: 'http',
      description: 'a request for a device code',
      request: { method: 'POST', path: '/device/code' },
      response: {
        status: 200,
        body: {
          json: {
            device_code: string(GRANT), expires_in: integer(900), interval: integer(5),
            user_code: regex('^[A-Z0-9]{4}-[A-Z0-9]{4}$', 'AAAA-BBBB'),
            verification_uri: regex('^https?://.+/activate$', 'https://app.example.test/activate'),
            verification_uri_complete: regex('^https?://.+/activate\\?code=[A-Z0-9]{4}-[A-Z0-9]{4}$', 'https://app.example.test/activate?code=AAAA-BBBB'),
          },
        },
      },
      evidence: fixture('device_code'),
    },
    // In the order of a login: a recorded client that polls sees them one after the other.
    pollAnswers('pending', 'authorization_pending'),
    pollAnswers('polled too fast', 'slow_down'),
    {
      kind: 'http',
      description: 'a poll for a token after approval',
      given: [grant('approved')],
      request: poll,
      response: { status: 200, body: { json: { token: string(TOKEN) } } },
      evidence: fixture('device_token_success'),
    },
    pollAnswers('expired', 'expired_token'),
    pollAnswers('denied', 'access_denied'),
    {
      kind: 'http',
      description: 'who am I',
      given: [user()],
      request: { method: 'GET', path: '/userinfo/', headers: bearer },
      response: {
        status: 200,
        body: {
          json: {
            account: string('example'), account_id: integer(1), email: string('admin@example.test'), first_name: string('Dummy Admin'),
            is_account_admin: boolean(false), is_password_changed: boolean(true), last_name: string(''),
            type: string('DS'), user_id: integer(1),
          },
        },
      },
      evidence: fixture('userinfo'),
      replay: 'safe',
    },
    {
      kind: 'http',
      description: 'who am I, with a revoked token',
      given: [{ name: 'a revoked token', params: { token: TOKEN, email: 'admin@example.test' } }], request: { method: 'GET', path: '/userinfo/', headers: bearer },
      response: { status: 401, body: { json: { detail: string('Invalid token.') } } },
      evidence: goCode('internal/api/client_test.go TestWhoAmIUnauthorized'),
      incident: 'cli#112',
    },
    {
      kind: 'http',
      description: 'a logout revokes the presented token',
      given: [user()],
      request: { method: 'POST', path: '/auth/revoke', headers: bearer },
      response: { status: 204 },
      evidence: fixture('auth_revoke'),
      incident: 'cli#112',
    },
    {
      kind: 'http',
      description: 'a client is minted for a new cluster',
      given: [user()],
      request: create,
      response: { status: 201, body: { json: row } },
      evidence: fixture('edge_device_create'),
    },
    {
      kind: 'http',
      description: 'a minted client logs in with a UUID',
      given: [user()],
      request: create,
      response: { status: 201, body: { json: { id: integer(1), username: uuid(USERNAME) } } },
      evidence: goCode('internal/cli/client.go: the login is the UUID username, not the numeric id; commit message of tracebloc/cli@9f09a60 (cli#126)'),
      incident: 'cli#125',
    },
    {
      kind: 'http',
      description: 'a client is minted without a cluster',
      given: [user()],
      request: {
        ...create,
        body: { json: { first_name: string('dummy-client'), namespace: string('dummy-client'), location: string('DE'), password: string('dummy-edge-password') } },
      },
      response: { status: 201, body: { json: edgeDeviceRow(client) } },
      evidence: goCode('internal/api/client.go CreateClient (cluster_id is omitempty); row: internal/api/testdata/edge_device_create.json'),
    },
    {
      kind: 'http',
      description: 'a client of the same account and cluster is adopted, not minted twice',
      given: [user(), device({ clusterId: CLUSTER })],
      request: create,
      response: { status: 200, body: { json: row } },
      evidence: fixture('edge_device_adopt'),
      incident: 'backend#970',
    },
    {
      kind: 'http',
      description: 'a client is refused to a user without the right to write clients',
      given: [user(false)],
      request: create,
      response: { status: 403, body: { json: { detail: 'You do not have permission to perform this action.' } } },
      evidence: fixture('error_403_client_write'),
    },
    {
      kind: 'http',
      description: 'a client is refused for a cluster of another account',
      given: [user(), { name: 'a cluster of another account', params: { clusterId: CLUSTER, ownerEmail: 'foreign-owner@example.test' } }],
      request: create,
      response: {
        status: 409,
        body: { json: { cluster_id: string(CLUSTER), error: 'cluster_conflict', owner_email: regex('^[^@]+@[^@]+$', 'foreign-owner@example.test') } },
      },
      evidence: fixture('error_409_cluster_conflict'),
    },
    {
      kind: 'http',
      description: 'a client gets its cluster',
      given: [user(), device({ clusterId: null })],
      request: { method: 'PATCH', path: onePath, headers: bearer, body: { json: { cluster_id: string(CLUSTER) } } },
      response: { status: 200, body: { json: row } },
      evidence: fixture('edge_device_patch_cluster_id'),
    },
    {
      kind: 'http',
      description: 'a client cannot take the cluster of another client of the account',
      given: [
        user(), device({ clusterId: null }),
        device({ id: 7, clusterId: CLUSTER, name: 'other-client', namespace: 'other-client', username: '77777777-7777-4777-8777-777777777777' }),
      ],
      request: { method: 'PATCH', path: onePath, headers: bearer, body: { json: { cluster_id: string(CLUSTER) } } },
      response: clusterInUse,
      evidence: fixture('error_409_cluster_in_use'),
      incident: 'backend#970',
    },
    {
      kind: 'http',
      description: 'the first page of clients',
      given: [user(), { name: 'an account with edge devices', params: { accountId: 1, count: 16 } }],
      request: { method: 'GET', path: '/edge-device/', headers: bearer },
      response: {
        status: 200,
        body: {
          json: {
            count: integer(16), next: regex('^https?://.+/edge-device/\\?page=2$', 'http://api.example.test/edge-device/?page=2'), previous: null,
            results: eachLike(edgeDeviceRow({ id: 16, name: 'dummy-client-16', username: '00000000-0000-4000-8000-000000000016', namespace: 'dummy-client-16' })),
          },
        },
      },
      evidence: fixture('edge_device_list'),
      replay: 'safe',
    },
    {
      kind: 'http',
      description: 'the last page of clients',
      given: [user(), { name: 'an account with edge devices', params: { accountId: 1, count: 16 } }],
      request: { method: 'GET', path: '/edge-device/', query: { page: '2' }, headers: bearer },
      response: {
        status: 200,
        body: { json: { next: null, results: eachLike(edgeDeviceRow({ id: 1, name: 'dummy-client-01', username: '00000000-0000-4000-8000-000000000001', namespace: 'dummy-client-01' })) } },
      },
      evidence: goCode('internal/api/client.go ListClients reads next and results; row: internal/api/testdata/edge_device_list.json'),
    },
    {
      kind: 'http',
      description: 'one client', given: [user(), device({ clusterId: CLUSTER })],
      request: { method: 'GET', path: onePath, headers: bearer },
      response: { status: 200, body: { json: row } },
      evidence: goCode('internal/api/client.go GetClient; row: internal/api/testdata/edge_device_create.json'),
    },
    {
      kind: 'http',
      description: 'one client that is gone', given: [user()],
      request: { method: 'GET', path: onePath, headers: bearer },
      response: { status: 404 },
      evidence: goCode('internal/api/client.go GetClient'),
    },
    {
      kind: 'http',
      description: 'who can provision clients',
      given: [user(), { name: 'an account with admins', params: { accountId: 1, admins: [{ email: 'owner@example.test', name: 'Dummy Owner' }] } }],
      request: { method: 'GET', path: '/edge-device/admins/', headers: bearer },
      response: { status: 200, body: { json: eachLike({ email: 'owner@example.test', name: 'Dummy Owner' }) } },
      evidence: fixture('edge_device_admins'),
      replay: 'safe',
    },
    {
      kind: 'http',
      description: 'the credential of a client is revoked',
      given: [user(), device({ clusterId: CLUSTER })],
      request: { method: 'POST', path: regex('^/edge-device/\\d+/revoke/$', '/edge-device/1/revoke/'), headers: bearer },
      response: { status: 200, body: { json: { client_id: integer(1), decommissioned: boolean(false), detail: like('Machine credential revoked.'), status: 'revoked' } } },
      evidence: fixture('edge_device_revoke'),
    },
    {
      kind: 'http',
      description: 'a client cannot be deleted, only revoked',
      given: [user(), device({ clusterId: CLUSTER })],
      request: { method: 'DELETE', path: onePath, headers: bearer },
      response: { status: 405 },
      evidence: { kind: 'doc', source: 'tracebloc/cli docs/rfcs/0001 C.6' },
    },
    {
      kind: 'http',
      description: 'a command line below the version floor is told to upgrade',
      given: [user(), { name: 'a floor for the version of the command line', params: { minVersion: '0.4.0' } }],
      request: {
        method: 'GET',
        path: '/userinfo/',
        headers: { ...bearer, 'User-Agent': regex('^tracebloc-cli/\\S+ \\([^)]+\\)$', 'tracebloc-cli/0.3.0 (linux/amd64)') },
      },
      response: { status: 426, body: { json: { error: 'upgrade_required', min_version: regex('^\\d+\\.\\d+\\.\\d+$', '0.4.0') } } },
      evidence: fixture('error_426_upgrade_required'),
    },
  ],
});
