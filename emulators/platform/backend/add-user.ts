import type { JsonObject } from '#core/json';
import type { BackendState, User } from '#emulators/platform/backend/state';
import { params } from '#emulators/platform/http/params';

/** The user of that e-mail, made when new: several states may speak of one person. */
export function addUser(state: BackendState, given: JsonObject): User {
  const p = params(given);
  const email = p.text('email');
  const known = state.users.find((user) => user.email === email);
  if (known) return known;
  const user: User = {
    id: p.number('userId', state.users.length + 1), email, password: p.textOrNull('password'), firstName: p.text('firstName', email),
    account: p.text('account', 'example'), accountId: p.number('accountId', 1), isAccountAdmin: p.boolean('isAccountAdmin', false),
    canWriteClients: p.boolean('canWriteClients', true), active: p.boolean('active', true),
  };
  state.users.push(user);
  return user;
}
