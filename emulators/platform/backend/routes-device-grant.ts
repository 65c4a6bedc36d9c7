import { type BackendRoute, userOf } from '#emulators/platform/backend/caller';
import type { BackendContext } from '#emulators/platform/backend/context';
import { decideGrant, pollGrant, startGrant } from '#emulators/platform/backend/state-device-grant';
import { anything, holdFields, text, textOf } from '#emulators/platform/http/fields';

/** The device grant (RFC 8628): `/device/code` and `/device/token` have no trailing slash. */
export const deviceGrantRoutes = ({ state, ids, clock, uiUrl }: BackendContext): BackendRoute[] => [
  {
    method: 'POST',
    path: '/device/code',
    open: true,
    handle() {
      const now = clock.now();
      const { deviceCode, userCode, interval, expiresAt } = startGrant(state, ids, now);
      return {
        status: 200,
        body: {
          device_code: deviceCode, expires_in: (expiresAt - now) / 1000, interval, user_code: userCode, verification_uri: `${uiUrl}/activate`,
          verification_uri_complete: `${uiUrl}/activate?code=${userCode}`,
        },
      };
    },
  },
  {
    method: 'POST',
    path: '/device/token',
    open: true,
    handle({ body }) {
      holdFields(body, { device_code: text });
      return { status: 200, body: { token: pollGrant(state, textOf(body, 'device_code'), clock.now()) } };
    },
  },
  {
    // What the activation page posts; its real path is not public.
    method: 'POST',
    path: '/device/approve/',
    handle(call) {
      holdFields(call.body, { user_code: text }, { approved: anything });
      decideGrant(state, textOf(call.body, 'user_code'), userOf(call), call.body['approved'] !== false);
      return { status: 200, body: {} };
    },
  },
];
