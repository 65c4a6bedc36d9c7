import { integer } from '#core/matchers';
import { json } from '#journeys/experiment';
import { walk } from '#journeys/walk';
import type { Journey } from '#journeys/world';

const THIRTY_DAYS_MS = 30 * 24 * 3600_000;
const GRANT = 'dummy-device-code';
const CLIENT = { first_name: 'dummy-client', namespace: 'dummy-client', location: 'DE', password: 'dummy-edge-password', cluster_id: 'dummy-cluster-uid-0001' };
const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

/** The command line's token is good for 30 days; after that a new login goes on where the old one was, with the same client. */
export const bearerExpires: Journey = {
  name: 'bearer-expires',
  incident: 'cli#158 (2026-07-07, backend#970): logging in again minted a second client over a live one',
  needs: { participants: [], averagingRule: 'mean' },
  run: (world) => walk(bearerExpires, world, async (w) => {
    const clock = w.need('clock');
    const { call } = w;
    const login = async (token: string) => {
      await world.given({ name: 'a device grant', params: { deviceCode: GRANT, status: 'approved', token, email: 'ada@example.test', accountId: 1 } });
      w.expect('the command line gets its token', { token }, await call('cli', 'a poll after approval', 200, '/device/token', json({ device_code: GRANT })));
      return bearer(token);
    };
    const first = await login('dummy-first-token');
    w.expect('a client is minted', { id: integer(1), cluster_id: CLIENT.cluster_id }, await call('cli', 'a client is minted', 201, '/edge-device/', json(CLIENT, first)));
    await clock.turn(THIRTY_DAYS_MS - 60_000);
    await call('cli', 'in its last minute the token is good', 200, '/userinfo/', { headers: first });
    await clock.turn(60_000);
    w.expect('then it is refused', { detail: 'Invalid token.' }, await call('cli', 'the token has expired', 401, '/userinfo/', { headers: first }));
    const second = await login('dummy-second-token');
    await call('cli', 'the same client is adopted, not minted twice', 200, '/edge-device/', json(CLIENT, second));
    w.expect('there is one client', { count: 1 }, await call('cli', 'the clients', 200, '/edge-device/', { headers: second }));
  }),
};
