import type { BackendState, User } from '#emulators/platform/backend/state';
import { refuse } from '#emulators/platform/http/route';

export interface SignUp {
  email: string;
  password: string;
  firstName: string;
}

/** Whether an account of its own begins with a sign-up is assumed; that it must be activated by mail is the epic's (a). @throws Refused `invalid` */
export function signUp(state: BackendState, { email, password, firstName }: SignUp, code: string): User {
  if (state.users.some((user) => user.email === email)) refuse({ code: 'invalid', fields: { email: ['A user with this email already exists.'] } });
  const next = (numbers: number[]) => Math.max(0, ...numbers) + 1;
  const user: User = {
    id: next(state.users.map(({ id }) => id)), email, password, firstName, account: domainOf(email), accountId: next(state.users.map(({ accountId }) => accountId)),
    isAccountAdmin: true, canWriteClients: true, active: false,
  };
  state.users.push(user);
  state.activations.set(code, user);
  state.outbox.push({ to: email, kind: 'activation', code });
  return user;
}

/** A code activates once. @throws Refused `invalid` */
export function activate(state: BackendState, code: string): User {
  const user = state.activations.get(code) ?? refuse({ code: 'invalid', fields: { code: ['This activation link is not valid.'] } });
  state.activations.delete(code);
  user.active = true;
  return user;
}

/** `example.test` of `ada@example.test`. */
export const domainOf = (email: string): string => email.slice(email.lastIndexOf('@') + 1);
