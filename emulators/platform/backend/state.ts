import type { Budget } from '#emulators/platform/backend/rules';
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
  heartbeatAt: number | null;
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
  /** The text of its module, as it was uploaded. */
  source: string;
  weights: Tensor[];
}

/** A competition on one dataset, which teams join; upstream calls it `PrivateCompetition`. */
export interface UseCase {
  id: number;
  title: string;
  datasetId: string;
  ownerId: number;
  published: boolean;
  /** null: public. Otherwise the addresses and domains (`@example.test`) that may see and join it. */
  invited: string[] | null;
  /** What a team is given when it joins. */
  flopsPerTeam: number;
}

export interface Team {
  id: number;
  name: string;
  /** null: of no use case, for whatever dataset. */
  useCaseId: number | null;
  /** Ids of users. */
  members: number[];
  budget: Budget;
  /** When its inferences were started. */
  inferences: number[];
}

/** A mail that the backend would send; `code` is what its link carries. */
export interface Mail {
  to: string;
  kind: 'activation' | 'invitation';
  code: string;
}

/** One finished cycle. */
export interface CycleRecord {
  cycle: number;
  accuracy: number | null;
  modelWeightsFile: string;
}

export interface Participant {
  edge: string;
  samples: number;
  /** Of the running cycle; null until uploaded. */
  weightsFile: string | null;
  /** Of the last epoch reported for the running cycle. */
  metrics: Record<string, number> | null;
  lastEpoch: number;
  /** FLOPs by cycle, as last reported. */
  flops?: Record<number, number>;
}

export interface Experiment {
  key: string;
  name: string;
  datasetId: string;
  modelName: string;
  accountId: number;
  /** Whose FLOPs it uses; null: nobody counts them. */
  teamId: number | null;
  /** `inference` scores a stored model on the test set: one pass, nothing is averaged. */
  runKind: 'training' | 'inference';
  cycles: number;
  epochs: number;
  /** The running cycle, from 1. */
  cycle: number;
  status: 'PENDING' | 'RUNNING' | 'PAUSED' | 'FINISHED';
  participants: Participant[];
  /** The running cycle's averaged weights have arrived. */
  averaged: boolean;
  averagingRequested: boolean;
  /** Where the weights lie that the next training starts from. */
  currentWeights: string;
  flops: number;
  /** FLOPs by edge and cycle: a report that comes twice counts once. */
  flopsOf: Map<string, number>;
  /** Of the last finished cycle. */
  accuracy: number | null;
  finishedCycles: CycleRecord[];
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
  useCases: UseCase[];
  teams: Team[];
  /** Activation codes and whom they activate. */
  activations: Map<string, User>;
  outbox: Mail[];
  experiments: Map<string, Experiment>;
  /** The lowest version of a program that is still served; without one all are. */
  floors: Map<Floored, string>;
}

export const emptyState = (): BackendState => ({
  users: [], devices: [], foreignClusters: new Map(), tokens: new Map(), grants: new Map(), datasets: new Map(), ingests: [], failedIngests: [], models: new Map(),
  useCases: [], teams: [], activations: new Map(), outbox: [], experiments: new Map(), floors: new Map(),
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
