import type { BackendState, EdgeDevice, User } from '#emulators/platform/backend/state';
import { revokeTokensOf } from '#emulators/platform/backend/state-auth';
import { refuse } from '#emulators/platform/http/route';

export interface NewDevice {
  name: string;
  namespace: string;
  location: string;
  password: string;
  clusterId: string | null;
}

/**
 * Get-or-create by cluster: the same account and cluster gets its own device back (`adopted`), never a second one
 * (tracebloc/cli docs/rfcs/0001 7.2, C.7).
 * @throws Refused `permission-denied`, `cluster-conflict` (another account's), `invalid` (namespace taken in the account)
 */
export function provision(state: BackendState, user: User, wanted: NewDevice, uuid: string, now: number): { device: EdgeDevice; adopted: boolean } {
  mayWrite(user);
  if (wanted.clusterId !== null) {
    holdAccount(state, user, wanted.clusterId);
    const own = state.devices.find(({ clusterId }) => clusterId === wanted.clusterId);
    if (own) return { device: own, adopted: true };
  }
  if (state.devices.some(({ accountId, namespace }) => accountId === user.accountId && namespace === wanted.namespace)) {
    refuse({ code: 'invalid', fields: { namespace: ['A client with this namespace already exists in the account.'] } });
  }
  const device: EdgeDevice = {
    id: Math.max(0, ...state.devices.map(({ id }) => id)) + 1, username: uuid, ...wanted, accountId: user.accountId, createdBy: user,
    joinedAt: now, lastInfoAt: null, heartbeatAt: null, active: true,
  };
  state.devices.push(device);
  return { device, adopted: false };
}

/**
 * Writes the cluster once onto a device that has none.
 * @throws Refused `permission-denied`, `not-found`, `cluster-conflict`, `cluster-in-use`
 */
export function bindCluster(state: BackendState, user: User, id: number, clusterId: string, now: number): EdgeDevice {
  mayWrite(user);
  const device = deviceOf(state, user, id);
  holdAccount(state, user, clusterId);
  const holder = state.devices.find((one) => one.clusterId === clusterId && one.id !== id);
  if (holder) refuse({ code: 'cluster-in-use', clusterId, holderId: holder.id, holderName: holder.name });
  if (device.clusterId !== null && device.clusterId !== clusterId) {
    refuse({ code: 'cluster-in-use', clusterId: device.clusterId, holderId: device.id, holderName: device.name });
  }
  device.clusterId = clusterId;
  device.lastInfoAt = now;
  return device;
}

/** Unsets the password and ends all tokens; the row and its cluster survive (docs/rfcs/0001 C.6). @throws Refused */
export function revokeDevice(state: BackendState, user: User, id: number): EdgeDevice {
  mayWrite(user);
  const device = deviceOf(state, user, id);
  device.password = null;
  revokeTokensOf(state, device.username);
  return device;
}

/** A device of the caller's account; another account's is not found rather than forbidden. @throws Refused `not-found` */
export const deviceOf = (state: BackendState, user: User, id: number): EdgeDevice =>
  state.devices.find((device) => device.id === id && device.accountId === user.accountId) ?? refuse({ code: 'not-found' });

/** The caller's devices, newest first. */
export const devicesOf = (state: BackendState, user: User): EdgeDevice[] =>
  state.devices.filter(({ accountId }) => accountId === user.accountId).sort((a, b) => b.id - a.id);

export const adminsOf = (state: BackendState, user: User): User[] =>
  state.users.filter(({ accountId, isAccountAdmin }) => accountId === user.accountId && isAccountAdmin);

function mayWrite(user: User): void {
  if (!user.canWriteClients) refuse({ code: 'permission-denied' });
}

function holdAccount(state: BackendState, user: User, clusterId: string): void {
  const foreign = state.devices.find((one) => one.clusterId === clusterId && one.accountId !== user.accountId);
  const ownerEmail = state.foreignClusters.get(clusterId) ?? (foreign && (foreign.createdBy?.email ?? 'unknown'));
  if (ownerEmail) refuse({ code: 'cluster-conflict', clusterId, ownerEmail });
}
