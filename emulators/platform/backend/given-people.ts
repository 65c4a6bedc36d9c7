import { addUser } from '#emulators/platform/backend/add-user';
import type { BackendContext } from '#emulators/platform/backend/context';
import { ACCESS_TOKEN_MS, addToken } from '#emulators/platform/backend/state-auth';
import type { StateSetup } from '#emulators/platform/http/control';
import { params } from '#emulators/platform/http/params';

/** Provider states of users, accounts and tokens. */
export const givenPeople = ({ state, clock }: BackendContext): Record<string, StateSetup> => ({
  'a signed-in user': (given) => {
    const user = addUser(state, given);
    addToken(state, { key: params(given).text('token'), scheme: 'bearer', subject: { kind: 'user', user }, expiresAt: clock.now() + ACCESS_TOKEN_MS });
  },
  'a data scientist': (given) => {
    const user = addUser(state, given);
    const token = params(given).text('token', '');
    if (token) addToken(state, { key: token, scheme: 'token', subject: { kind: 'user', user }, expiresAt: null });
  },
  // The user exists; the token that the request will present does not.
  'a revoked token': (given) => {
    addUser(state, given);
    state.tokens.delete(params(given).text('token'));
  },
  'an account with admins': (given) => {
    for (const admin of params(given).objects('admins')) addUser(state, { ...admin, firstName: params(admin).text('name'), isAccountAdmin: true, accountId: params(given).number('accountId', 1) });
  },
  'a floor for the version of the command line': (given) => {
    state.floors.set('tracebloc-cli', params(given).text('minVersion'));
  },
  'a floor for the version of the SDK': (given) => {
    state.floors.set('tracebloc-sdk', params(given).text('minVersion'));
  },
  'a used-up budget': (given) => {
    const p = params(given);
    const user = state.users.find(({ email }) => email === p.text('email'));
    if (!user) throw new Error(`there is no user ${p.text('email')}; set up the user first`);
    const budget = { allocated: p.number('allocated'), used: p.number('used') };
    state.teams.push({ id: state.teams.length + 1, name: user.email, useCaseId: null, members: [user.id], budget, inferences: [] });
  },
});
