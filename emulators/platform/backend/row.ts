import type { Json } from '#core/json';
import type { BackendState, EdgeDevice } from '#emulators/platform/backend/state';

/** RFC 3339 in the framework's form: no fraction where there is none. */
export const iso = (at: number): string => new Date(at).toISOString().replace('.000Z', 'Z');

/** A device as every `/edge-device/` endpoint shows it: the 37 keys of the recorded responses. */
export function deviceRow(state: BackendState, device: EdgeDevice, online: Online): Record<string, Json> {
  const creator = device.createdBy;
  return {
    account: device.accountId, carbon_estimated: false, carbon_fallback_zone: null, cluster_id: device.clusterId, cpu_name: null, cpu_nodes: {},
    created_by: creator && { first_name: creator.firstName, id: creator.id, is_active: creator.active, last_name: '', profile_image: null },
    date_joined: iso(device.joinedAt), decommissioned_at: null, first_name: device.name, gpu_name: null, gpu_nodes: {}, id: device.id,
    is_decommissioned: false, last_info_update: device.lastInfoAt === null ? null : iso(device.lastInfoAt), location: device.location,
    location_status: 'set', mysql_service: '', namespace: device.namespace, num_running_experiments: runningOn(state, device.username),
    pod_cpu_cores_initial: null, pod_cpu_cores_limit: null, pod_num_gpus_initial: null, pod_num_gpus_limit: null, pod_ram_initial: null,
    pod_ram_limit: null, pod_vram_initial: null, pod_vram_limit: null, pue_constant: 1, ram: 0, status: statusOf(device, online), tdp_of_cpu: 0, tdp_of_gpu: 0,
    username: device.username, v_cpu_cores: 0, v_gpu_cores: 0, vram: 0,
  };
}

/** By whose clock, and for how long after a heartbeat. */
export interface Online { now: number; onlineMs: number }

/** 0 offline, 1 online, 2 pending: not heard of yet. "Online" is a recent heartbeat (tracebloc/cli docs/rfcs/0001 7.10). */
const statusOf = ({ heartbeatAt }: EdgeDevice, { now, onlineMs }: Online): 0 | 1 | 2 => (heartbeatAt === null ? 2 : now - heartbeatAt <= onlineMs ? 1 : 0);

const runningOn = (state: BackendState, username: string): number =>
  [...state.experiments.values()].filter(({ status, participants }) => status === 'RUNNING' && participants.some(({ edge }) => edge === username)).length;
