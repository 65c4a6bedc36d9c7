import type { BackendRoute } from '#emulators/platform/backend/caller';
import type { BackendContext } from '#emulators/platform/backend/context';
import { activate, signUp } from '#emulators/platform/backend/state-account';
import { holdFields, text, textOf } from '#emulators/platform/http/fields';

/** Sign-up and activation. That `POST /register/` exists is public (tracebloc/cli docs/rfcs/0001 4.2); its fields and the rest are assumed. */
export const accountRoutes = ({ state, ids }: BackendContext): BackendRoute[] => [
  {
    method: 'POST',
    path: '/register/',
    open: true,
    accepts: ['json', 'form'],
    handle({ body }) {
      holdFields(body, { email: text, password: text, first_name: text });
      const { id, email } = signUp(state, { email: textOf(body, 'email'), password: textOf(body, 'password'), firstName: textOf(body, 'first_name') }, ids.token());
      return { status: 201, body: { user_id: id, email } };
    },
  },
  {
    method: 'POST',
    path: '/register/activate/',
    open: true,
    handle({ body }) {
      holdFields(body, { code: text });
      return { status: 200, body: { email: activate(state, textOf(body, 'code')).email } };
    },
  },
];
