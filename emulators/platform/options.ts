import type { Clock } from '#core/clock';
import type { ProviderState } from '#core/contract';
import type { Exchange } from '#core/exchange';
import type { AveragingRule } from '#emulators/platform/averaging-service/state-average';
import type { Queues } from '#emulators/platform/bus';
import type { BusRetry } from '#emulators/platform/bus-azure';
import type { Serve } from '#emulators/platform/http/listen';
import type { RunPod } from '#emulators/platform/jobs-manager/jobs-manager';
import type { EdgeCredentials } from '#emulators/platform/jobs-manager/login';
import type { WeightsStore } from '#emulators/platform/weights/store';

export type ServiceName = 'backend' | 'averaging-service' | 'requests-proxy' | 'jobs-manager';
export const SERVICES: readonly ServiceName[] = ['backend', 'requests-proxy', 'averaging-service', 'jobs-manager'];

/** Stands in front of a service's HTTP face: how a fault that the real one once had is put back in. */
export type Around = (next: Serve) => Serve;

export interface PlatformOptions {
  /** The bus that every service reaches; its queues (`QUEUES`) must exist. */
  connectionString: string;
  clock?: Clock;
  /** Runs a training pod. Without it nobody takes experiments from the bus. */
  runPod?: RunPod;
  /** Default `mean`. */
  averagingRule?: AveragingRule;
  /** Edges that the backend knows and the jobs-manager logs in with; only used with `runPod`. */
  edges?: readonly EdgeCredentials[];
  /** Provider states of the backend that hold from the start and after every reset. */
  seed?: readonly ProviderState[];
  queues?: Queues;
  weights?: WeightsStore;
  host?: string;
  /** 0 or absent: any free port. */
  ports?: Partial<Record<ServiceName, number>>;
  /** Hears what the bus client reports between messages. */
  onBusError?: (entity: string, error: Error) => void;
  /** Default: the client's own. */
  busRetry?: BusRetry;
  /** Told of every exchange as it is journaled. */
  onExchange?: (exchange: Exchange) => void;
  around?: Partial<Record<ServiceName, Around>>;
}
