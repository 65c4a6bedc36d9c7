import { type Json, isObject } from '#core/json';
import { type BackendRoute, edgeOf, userOf } from '#emulators/platform/backend/caller';
import type { BackendContext } from '#emulators/platform/backend/context';
import type { EdgeDevice } from '#emulators/platform/backend/state';
import { deviceRow } from '#emulators/platform/backend/row';
import { adminsOf, bindCluster, deviceOf, devicesOf, provision, revokeDevice } from '#emulators/platform/backend/state-edge-device';
import { holdFields, number, object, text, textOf } from '#emulators/platform/http/fields';
import { refuse } from '#emulators/platform/http/route';

const PAGE_SIZE = 15;
const ONE = '/edge-device/:id{[0-9]+}/';
const REVOKED = 'Machine credential revoked; the client can re-enroll via the normal provisioning path.';

/** Edge devices ("clients"). There is no DELETE on purpose (tracebloc/cli docs/rfcs/0001 C.6). */
export const edgeDeviceRoutes = (context: BackendContext): BackendRoute[] => {
  const { state, ids, clock, rules } = context;
  const rowOf = (device: EdgeDevice) => deviceRow(state, device, { now: clock.now(), onlineMs: rules.onlineMs });
  return [
    {
      method: 'GET',
      path: '/edge-device/',
      handle(call) {
        const rows = devicesOf(state, userOf(call)).map(rowOf);
        return { status: 200, body: page(rows, call.query['page'] ?? '1', `${call.baseUrl}/edge-device/`) };
      },
    },
    {
      method: 'POST',
      path: '/edge-device/',
      handle(call) {
        const user = userOf(call);
        const { body } = call;
        holdFields(body, { first_name: text, namespace: text, password: text }, { location: text, cluster_id: text });
        const wanted = {
          name: textOf(body, 'first_name'), namespace: textOf(body, 'namespace'), password: textOf(body, 'password'),
          location: textOf(body, 'location'), clusterId: textOf(body, 'cluster_id') || null,
        };
        const { device, adopted } = provision(state, user, wanted, ids.uuid(), clock.now());
        return { status: adopted ? 200 : 201, body: rowOf(device) };
      },
    },
    { method: 'GET', path: '/edge-device/admins/', handle: (call) => ({ status: 200, body: adminsOf(state, userOf(call)).map(({ email, firstName }) => ({ email, name: firstName })) }) },
    { method: 'GET', path: ONE, handle: (call) => ({ status: 200, body: rowOf(deviceOf(state, userOf(call), Number(call.params['id']))) }) },
    {
      method: 'PATCH',
      path: ONE,
      handle(call) {
        holdFields(call.body, { cluster_id: text });
        const device = bindCluster(state, userOf(call), Number(call.params['id']), textOf(call.body, 'cluster_id'), clock.now());
        return { status: 200, body: rowOf(device) };
      },
    },
    {
      method: 'POST',
      path: `${ONE}revoke/`,
      handle(call) {
        const { id } = revokeDevice(state, userOf(call), Number(call.params['id']));
        return { status: 200, body: { client_id: id, decommissioned: false, detail: REVOKED, status: 'revoked' } };
      },
    },
    {
      method: 'POST',
      path: '/edge-device-heartbeat/',
      handle(call) {
        const device = edgeOf(call);
        // The resource monitor of a node sends no versions, the jobs-manager all of them.
        holdFields(call.body, { namespace: text }, { versions: versionsComplete, cpu_utilisation: number, gpu_utilisation: number, tdp_of_cpu: number, tdp_of_gpu: number });
        device.heartbeatAt = clock.now();
        device.lastInfoAt = clock.now();
        return { status: 200, body: {} };
      },
    },
  ];
};

/** A null version hid a missing permission once (client#750). */
const versionsComplete = (value: Json): string | undefined =>
  object(value) ?? (isObject(value) && Object.values(value).every((version) => typeof version === 'string' && version !== '') ? undefined : 'Every version is required.');

/** The framework's page-number pagination. @throws Refused `not-found` for a page that is not there */
function page(rows: Json[], wanted: string, url: string): Json {
  const last = Math.max(1, Math.ceil(rows.length / PAGE_SIZE));
  const current = Number(wanted);
  if (!Number.isInteger(current) || current < 1 || current > last) refuse({ code: 'not-found' });
  const link = (number_: number) => (number_ === 1 ? url : `${url}?page=${number_}`);
  return {
    count: rows.length, next: current < last ? link(current + 1) : null, previous: current > 1 ? link(current - 1) : null,
    results: rows.slice((current - 1) * PAGE_SIZE, current * PAGE_SIZE),
  };
}
