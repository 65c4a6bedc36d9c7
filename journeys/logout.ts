import { json } from '#journeys/experiment';
import { walk } from '#journeys/walk';
import type { Journey } from '#journeys/world';

const GRANT = 'dummy-device-code';
const TOKEN = 'dummy-access-token';
const headers = { authorization: `Bearer ${TOKEN}` };

/** Who logs out is out everywhere: the token is worth nothing afterwards. */
export const logout: Journey = {
  name: 'logout',
  incident: 'cli#112 (2026-06-29): a logout was local only, and the token stayed good for 30 days',
  needs: { participants: [], averagingRule: 'mean' },
  run: (world) => walk(logout, world, async ({ call, expect }) => {
    await world.given({ name: 'a device grant', params: { deviceCode: GRANT, status: 'approved', token: TOKEN, email: 'ada@example.test', accountId: 1 } });
    await call('cli', 'the command line gets its token', 200, '/device/token', json({ device_code: GRANT }));
    expect('it speaks for the user', { email: 'ada@example.test' }, await call('cli', 'who am I', 200, '/userinfo/', { headers }));
    await call('cli', 'the user logs out', 204, '/auth/revoke', { method: 'POST', headers });
    expect('the token is worth nothing', { detail: 'Invalid token.' }, await call('cli', 'the token after the logout', 401, '/userinfo/', { headers }));
  }),
};
