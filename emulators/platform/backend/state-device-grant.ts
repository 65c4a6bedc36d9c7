import type { BackendState, DeviceGrant, Ids, User } from '#emulators/platform/backend/state';
import { ACCESS_TOKEN_MS, addToken } from '#emulators/platform/backend/state-auth';
import { refuse } from '#emulators/platform/http/route';

const LIFETIME_S = 900;
const INTERVAL_S = 5;
const SLOW_DOWN_S = 5;

/** RFC 8628 §3.2: a new grant, pending for 900 s, to be polled every 5 s. */
export function startGrant(state: BackendState, ids: Ids, now: number): DeviceGrant {
  const letters = ids.userCode();
  const grant: DeviceGrant = {
    deviceCode: ids.token(), userCode: `${letters.slice(0, 4)}-${letters.slice(4, 8)}`, status: 'pending', user: null, token: ids.token(),
    expiresAt: now + LIFETIME_S * 1000, interval: INTERVAL_S, lastPollAt: null,
  };
  state.grants.set(grant.deviceCode, grant);
  return grant;
}

/** A signed-in user says yes or no on the activation page. @throws Refused `not-found` */
export function decideGrant(state: BackendState, userCode: string, user: User, approved: boolean): void {
  const grant = [...state.grants.values()].find((one) => one.userCode === userCode && one.status === 'pending');
  if (!grant) return refuse({ code: 'not-found' });
  grant.status = approved ? 'approved' : 'denied';
  grant.user = user;
}

/**
 * RFC 8628 §3.5: one poll. A grant is spent by the poll that gets the token.
 * @throws Refused `device-grant` with `authorization_pending`, `slow_down` (adds 5 s to the interval), `access_denied`, `expired_token`
 */
export function pollGrant(state: BackendState, deviceCode: string, now: number): string {
  const grant = state.grants.get(deviceCode);
  if (!grant || grant.expiresAt <= now) return refuse({ code: 'device-grant', error: 'expired_token' });
  const tooSoon = grant.lastPollAt !== null && now - grant.lastPollAt < grant.interval * 1000;
  grant.lastPollAt = now;
  if (tooSoon) {
    grant.interval += SLOW_DOWN_S;
    return refuse({ code: 'device-grant', error: 'slow_down' });
  }
  if (grant.status === 'denied') return refuse({ code: 'device-grant', error: 'access_denied' });
  if (grant.status === 'pending' || !grant.user) return refuse({ code: 'device-grant', error: 'authorization_pending' });
  state.grants.delete(deviceCode);
  addToken(state, { key: grant.token, scheme: 'bearer', subject: { kind: 'user', user: grant.user }, expiresAt: now + ACCESS_TOKEN_MS });
  return grant.token;
}
