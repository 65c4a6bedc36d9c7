import type { BackendRoute } from '#emulators/platform/backend/caller';
import { tokenOf, userOf } from '#emulators/platform/backend/caller';
import type { BackendContext } from '#emulators/platform/backend/context';
import { login, revokeToken } from '#emulators/platform/backend/state-auth';
import { holdFields, text, textOf } from '#emulators/platform/http/fields';

/** Logins, and what ends a token. No trailing slash where the platform has none. */
export const authRoutes = ({ state, ids, connectionStrings }: BackendContext): BackendRoute[] => [
  {
    method: 'POST',
    path: '/api-token-auth/',
    open: true,
    accepts: ['json', 'form'],
    handle({ body }) {
      holdFields(body, { username: text, password: text });
      const { key, scheme, subject } = login(state, textOf(body, 'username'), textOf(body, 'password'), () => ids.token());
      const strings = { experiments_queue_conn_str: connectionStrings.experiments, flops_conn_str: connectionStrings.flops };
      return { status: 200, body: { token: key, token_scheme: scheme === 'token' ? 'Token' : 'Bearer', ...(subject.kind === 'edge' ? strings : {}) } };
    },
  },
  {
    method: 'GET',
    path: '/userinfo/',
    handle(call) {
      const user = userOf(call);
      return {
        status: 200,
        body: {
          account: user.account, account_id: user.accountId, email: user.email, first_name: user.firstName, is_account_admin: user.isAccountAdmin,
          is_password_changed: true, last_name: '', profile_image: null, type: 'DS', user_id: user.id,
        },
      };
    },
  },
  { method: 'POST', path: '/auth/revoke', handle: (call) => (revokeToken(state, tokenOf(call)), { status: 204 }) },
  { method: 'POST', path: '/logout/', accepts: ['json', 'form'], handle: (call) => (revokeToken(state, tokenOf(call)), { status: 200, body: {} }) },
];
