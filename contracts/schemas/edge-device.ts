import { type Template, boolean, integer, like, number, string, timestamp, uuid } from '#core/matchers';

/** What an edge device row shows; the columns a caller did not set keep the values of a fresh row. */
export interface EdgeDeviceExample {
  id: number;
  name: string;
  username: string;
  namespace: string;
  clusterId: string | null;
  createdBy?: Template;
  lastInfoUpdate?: Template;
}

/** Who minted a device, as the row shows it. */
export const creator = (firstName: string): Template => ({
  first_name: string(firstName), id: integer(1), is_active: boolean(true), last_name: string(''), profile_image: null,
});

const HARDWARE: Record<string, Template> = {
  cpu_name: null, cpu_nodes: like({}), gpu_name: null, gpu_nodes: like({}), pod_cpu_cores_initial: null, pod_cpu_cores_limit: null,
  pod_num_gpus_initial: null, pod_num_gpus_limit: null, pod_ram_initial: null, pod_ram_limit: null, pod_vram_initial: null,
  pod_vram_limit: null, pue_constant: number(1), ram: number(0), tdp_of_cpu: number(0), tdp_of_gpu: number(0),
  v_cpu_cores: number(0), v_gpu_cores: number(0), vram: number(0),
};

/**
 * The row that every `/edge-device/` endpoint answers with: all 37 keys of the recorded responses.
 * `username` is the Client ID (a UUID) that logs in; `id` is the dashboard's number and never a login.
 */
export const edgeDeviceRow = (shown: EdgeDeviceExample): Record<string, Template> => ({
  ...HARDWARE,
  account: integer(1), carbon_estimated: boolean(false), carbon_fallback_zone: null,
  cluster_id: shown.clusterId === null ? null : string(shown.clusterId),
  created_by: shown.createdBy ?? null, date_joined: timestamp('2026-01-01T00:00:00Z'), decommissioned_at: null,
  first_name: string(shown.name), id: integer(shown.id), is_decommissioned: boolean(false),
  last_info_update: shown.lastInfoUpdate ?? null, location: string('DE'), location_status: string('set'), mysql_service: string(''),
  namespace: string(shown.namespace), num_running_experiments: integer(0), status: integer(2), username: uuid(shown.username),
});
