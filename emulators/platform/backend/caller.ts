import type { EdgeDevice, Token, User } from '#emulators/platform/backend/state';
import { type Call, type Route, refuse } from '#emulators/platform/http/route';

/** Who calls the backend: the token they presented, or nobody on an open route. */
export type Caller = Token | null;
export type BackendRoute = Route<Caller>;
export type BackendCall = Call<Caller>;

export const tokenOf = ({ caller }: BackendCall): Token => caller ?? refuse({ code: 'not-authenticated' });

/** @throws Refused `permission-denied` for an edge device */
export function userOf(call: BackendCall): User {
  const { subject } = tokenOf(call);
  return subject.kind === 'user' ? subject.user : refuse({ code: 'permission-denied' });
}

/** @throws Refused `permission-denied` for a user */
export function edgeOf(call: BackendCall): EdgeDevice {
  const { subject } = tokenOf(call);
  return subject.kind === 'edge' ? subject.device : refuse({ code: 'permission-denied' });
}
