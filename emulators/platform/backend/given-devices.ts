import { addUser } from '#emulators/platform/backend/add-user';
import type { BackendContext } from '#emulators/platform/backend/context';
import type { EdgeDevice } from '#emulators/platform/backend/state';
import { addToken } from '#emulators/platform/backend/state-auth';
import type { StateSetup } from '#emulators/platform/http/control';
import { params } from '#emulators/platform/http/params';

/** Provider states of edge devices, clusters and device grants. */
export const givenDevices = ({ state, clock }: BackendContext): Record<string, StateSetup> => ({
  'an edge device': (given) => {
    const p = params(given);
    const device: EdgeDevice = {
      id: p.number('id'), username: p.text('username'), password: p.text('password'), name: p.text('name'), namespace: p.text('namespace'),
      location: p.text('location', 'DE'), clusterId: p.textOrNull('clusterId'), accountId: p.number('accountId', 1), createdBy: state.users.find(({ accountId }) => accountId === p.number('accountId', 1)) ?? null,
      joinedAt: clock.now(), lastInfoAt: null, heartbeatAt: null, active: p.boolean('active', true),
    };
    state.devices.push(device);
    const token = p.text('token', '');
    if (token) addToken(state, { key: token, scheme: 'token', subject: { kind: 'edge', device }, expiresAt: null });
  },
  'an account with edge devices': (given) => {
    const p = params(given);
    for (let n = 1; n <= p.number('count'); n++) {
      const two = String(n).padStart(2, '0');
      state.devices.push({
        id: n, username: `00000000-0000-4000-8000-0000000000${two}`, password: 'dummy-edge-password', name: `dummy-client-${two}`, namespace: `dummy-client-${two}`,
        location: 'DE', clusterId: `dummy-cluster-uid-${two}`, accountId: p.number('accountId', 1), createdBy: null, joinedAt: clock.now(), lastInfoAt: null, heartbeatAt: null, active: true,
      });
    }
  },
  'a cluster of another account': (given) => void state.foreignClusters.set(params(given).text('clusterId'), params(given).text('ownerEmail')),
  'a device grant': (given) => {
    const p = params(given);
    const status = p.text('status');
    const now = clock.now();
    const known = { approved: 'approved', denied: 'denied', pending: 'pending', expired: 'pending', 'polled too fast': 'pending' } as const;
    if (!(status in known)) throw new Error(`the status of a device grant is one of ${Object.keys(known).join(', ')}`);
    state.grants.set(p.text('deviceCode'), {
      deviceCode: p.text('deviceCode'), userCode: p.text('userCode', 'AAAA-BBBB'), status: known[status as keyof typeof known],
      user: status === 'approved' ? addUser(state, given) : null, token: p.text('token'), interval: 5,
      expiresAt: status === 'expired' ? now : now + 900_000, lastPollAt: status === 'polled too fast' ? now : null,
    });
  },
});
