/** An edge: one participant's half of the platform. Everything of it is in one namespace, which is also its release. */
export interface EdgeSettings {
  release: string;
  /** Of the run: everything carries it as a label. */
  run: string;
  clientId: string;
  clientPassword: string;
  signingSecret: string;
  /** Where, in the cluster, backend and bus of the double are. */
  backendUrl: string;
  connectionString: string;
  /** What its stub pods say: they do not train. */
  stub: { weights: string; accuracy: number; flops: number };
  /** Where, on the nodes, its volumes lie. */
  hostPath: string;
}

/** What values.e2e.yaml sets; keys are the chart's. */
export interface Values {
  env: { CLIENT_ENV: string; RESOURCE_REQUESTS: string; RESOURCE_LIMITS: string; GPU_LIMITS: string; GPU_REQUESTS: string; SINGLE_NODE: string; JOB_IMAGE_HOST: string; NODE_AGENTS_NAMESPACE: string; IMAGE_PULL_SECRET_NAME?: string };
  resources: { jobsManager: Resources; requestsProxy: Resources };
  networkPolicy: { training: { enabled: boolean; allowExternalHttps: boolean; clusterCidrs: string[] } };
  egressProxy: { enabled: boolean; routeWorkloads: boolean };
  pvc: { data: string; logs: string };
  autoUpgrade: { enabled: boolean };
  imageRefresh: { enabled: boolean };
}

export interface Resources { requests: Record<string, string>; limits: Record<string, string> }

export const RUN_LABEL = 'ringproof.dev/run';
export const CLOUD_LABEL = 'ringproof.dev/cloud';

/** Names of images: the host is no registry that exists, so nothing can be pulled by mistake. */
export const IMAGE_HOST = 'ringproof.invalid/';
export const image = (name: string, env: string): string => `${IMAGE_HOST}tracebloc/${name}:${env}`;
