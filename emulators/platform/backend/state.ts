import type { Floored } from '#emulators/platform/backend/upgrade-floor';
import type { Tensor } from '#emulators/platform/weights/tensor';

export interface User {
  id: number;
  email: string;
  /** null: signs in by device grant only. */
  password: string | null;
  firstName: string;
  account: string;
  accountId: number;
  isAccountAdmin: boolean;
  canWriteClients: boolean;
  active: boolean;
}

/** `username` is the Client ID that logs in and that messages name; `id` is only the dashboard's number. */
export interface EdgeDevice {
  id: number;
  username: string;
  /** null after revocation. */
  password: string | null;
  name: string;
  namespace: string;
  location: string;
  clusterId: string | null;
  accountId: number;
  createdBy: User | null;
  joinedAt: number;
  lastInfoAt: number | null;
  /** 0 offline, 1 online, 2 pending. */
  status: 0 | 1 | 2;
  active: boolean;
}

export type Subject = { kind: 'user'; user: User } | { kind: 'edge'; device: EdgeDevice };

/** `Token` is a login's (no expiry), `Bearer` a ClientAccessToken (30 days): the keyword must be the token's own. */
export interface Token {
  key: string;
  scheme: 'token' | 'bearer';
  subject: Subject;
  expiresAt: number | null;
}

export interface DeviceGrant {
  deviceCode: string;
  userCode: string;
  status: 'pending' | 'approved' | 'denied';
  user: User | null;
  /** The token that approval will hand out. */
  token: string;
  expiresAt: number;
  /** Seconds that must lie between two polls. */
  interval: number;
  lastPollAt: number | null;
}

export interface Dataset {
  datasetId: string;
  category: string;
  tableName: string;
  /** Samples by edge. */
  edges: Record<string, number>;
  /** Samples by class. */
  classes: Record<string, number>;
  schema: Record<string, string>;
}

/** A run that registered its dataset. */
export interface Ingest {
  id: number;
  ingestorId: string;
  /** The edge's Client ID; together with `ingestorId` what makes a run one. */
  owner: string;
  datasetKey: string;
  tableName: string;
  dataFormat: string;
  intent: string;
  metaData: Record<string, unknown>;
}

export interface Model {
  name: string;
  category: string;
  framework: string;
  weights: Tensor[];
}

export interface Participant {
  edge: string;
  samples: number;
  /** Of the running cycle; null until uploaded. */
  weightsFile: string | null;
  /** Of the last epoch reported for the running cycle. */
  metrics: Record<string, number> | null;
  lastEpoch: number;
}

export interface Experiment {
  key: string;
  name: string;
  datasetId: string;
  modelName: string;
  accountId: number;
  cycles: number;
  epochs: number;
  /** The running cycle, from 1. */
  cycle: number;
  status: 'PENDING' | 'RUNNING' | 'FINISHED';
  participants: Participant[];
  /** The running cycle's averaged weights have arrived. */
  averaged: boolean;
  averagingRequested: boolean;
  /** Where the weights lie that the next training starts from. */
  currentWeights: string;
  flops: number;
  accuracy: number | null;
}

export interface BackendState {
  users: User[];
  devices: EdgeDevice[];
  /** Clusters bound to an account that this state holds no devices of: cluster id → owner's e-mail. */
  foreignClusters: Map<string, string>;
  tokens: Map<string, Token>;
  grants: Map<string, DeviceGrant>;
  datasets: Map<string, Dataset>;
  ingests: Ingest[];
  /** Runs that said they ended without a dataset, and why. */
  failedIngests: { owner: string; ingestorId: string; reason: string }[];
  models: Map<string, Model>;
  /** By account, in FLOPs. */
  budgets: Map<number, { allocated: number; used: number }>;
  experiments: Map<string, Experiment>;
  /** The lowest version of a program that is still served; without one all are. */
  floors: Map<Floored, string>;
}

export const emptyState = (): BackendState => ({
  users: [], devices: [], foreignClusters: new Map(), tokens: new Map(), grants: new Map(), datasets: new Map(), ingests: [], failedIngests: [], models: new Map(),
  budgets: new Map(), experiments: new Map(), floors: new Map(),
});

/** Names that the outside chooses at random, given so that the rules stay predictable. */
export interface Ids {
  token(): string;
  uuid(): string;
  /** The 8 letters of a user code, without the dash. */
  userCode(): string;
  experimentKey(): string;
  /** The id of a dataset as people read it. */
  datasetKey(): string;
}
