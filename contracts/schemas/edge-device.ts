import { type Template, integer, string } from '#core/matchers';

/** What an edge device row shows; `clusterId` only where the interaction's state binds the device to a cluster. */
export interface EdgeDeviceExample {
  id: number;
  name: string;
  username: string;
  namespace: string;
  clusterId?: string;
}

/**
 * The row of every `/edge-device/` endpoint, as far as the command line decodes it (`ProvisionedClient` in internal/api/client.go).
 * A response may hold more: the recorded rows have 37 keys, a good many of them null until a machine reports.
 */
export const edgeDeviceRow = ({ id, name, username, namespace, clusterId }: EdgeDeviceExample): Record<string, Template> => ({
  id: integer(id), first_name: string(name), username: string(username), namespace: string(namespace), location: string('DE'),
  status: integer(2), num_running_experiments: integer(0), ...(clusterId === undefined ? {} : { cluster_id: string(clusterId) }),
});
