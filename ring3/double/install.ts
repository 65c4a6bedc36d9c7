import { randomBytes, randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { tryCommand } from '#ring3/cluster/command';
import type { Cluster, Run } from '#ring3/cluster/cluster';
import { backendUrl, connectionString } from '#ring3/double/cloud-objects';
import { type Manifest, edgeObjects } from '#ring3/double/edge-objects';
import type { EdgeSettings, Values } from '#ring3/double/settings';

export const STATES = ['connected', 'starting', 'bad_creds', 'image_pull', 'crash'] as const;
export type ClientState = (typeof STATES)[number];

export interface Installed {
  edge: EdgeSettings;
  values: Values;
  exitCode: number;
  /** What the installer says of itself; undefined when it did not come so far. */
  state: ClientState | undefined;
  output: string;
}

export interface InstallOptions {
  values: Values;
  stub: EdgeSettings['stub'];
  /** Behind the run's name, for a second release on the same cluster. */
  suffix?: string;
  /** The Client ID that is configured; default: the edge's own. */
  clientId?: string;
  /** What becomes of the manifests before they are applied: how a fault is put in. */
  alter?: (manifests: Manifest[]) => Manifest[];
  readySeconds?: number;
}

/** An edge as a backend mints it: a UUID to log in with, never the dashboard's number. */
export const newEdge = (run: Run, cluster: Cluster, { suffix, stub, clientId = randomUUID() }: Pick<InstallOptions, 'suffix' | 'stub' | 'clientId'>): EdgeSettings => ({
  release: suffix === undefined ? run.name : `${run.name}-${suffix}`, run: run.name, clientId, clientPassword: randomBytes(12).toString('hex'), signingSecret: randomBytes(24).toString('hex'),
  backendUrl: backendUrl(run.name), connectionString: connectionString(run.name), stub, hostPath: cluster.hostPath,
});

/** Runs the double's installer as a person would: what it said and how it ended is the answer, whatever it is. */
export async function install(run: Run, cluster: Cluster, edge: EdgeSettings, { values, alter = (manifests) => manifests, readySeconds = 120 }: InstallOptions): Promise<Installed> {
  const file = join(run.folder, `${edge.release}.json`);
  const items = alter(edgeObjects(edge, values));
  // It holds the edge's password: nobody else reads it.
  writeFileSync(file, JSON.stringify({ apiVersion: 'v1', kind: 'List', items }), { mode: 0o600 });
  const { code, stdout, stderr } = await tryCommand('bash', [fileURLToPath(new URL('./install.sh', import.meta.url))], {
    env: { KUBECONFIG: cluster.kubeconfig, TB_NAMESPACE: edge.release, TRACEBLOC_MANIFESTS: file, READY_TIMEOUT: String(readySeconds), RINGPROOF_RUN: run.name },
    // The installer bounds its own waiting; a kubectl that hangs is bounded here.
    timeoutMs: (readySeconds + 60) * 1000, signal: run.signal,
  });
  const said = /^CLIENT_STATE=(\w+)$/m.exec(stdout)?.[1];
  return { edge, values, exitCode: code, state: STATES.find((one) => one === said), output: `${stdout}${stderr}`.replaceAll(edge.clientPassword, '…').replaceAll(edge.signingSecret, '…') };
}
