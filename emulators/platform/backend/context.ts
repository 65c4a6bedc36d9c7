import type { Clock } from '#core/clock';
import type { Bus, Queues } from '#emulators/platform/bus';
import type { BackendRules } from '#emulators/platform/backend/rules';
import type { BackendState, Ids } from '#emulators/platform/backend/state';
import type { WeightsStore } from '#emulators/platform/weights/store';

/** Everything the backend's operations touch. */
export interface BackendContext {
  state: BackendState;
  clock: Clock;
  ids: Ids;
  rules: BackendRules;
  bus: Bus;
  queues: Queues;
  weights: WeightsStore;
  /** Where users approve a device. */
  uiUrl: string;
  /** What an edge's login hands out; two strings, because the platform has two. */
  connectionStrings: { experiments: string; flops: string };
  /** Called after an experiment changed. */
  changed(experimentKey: string): void;
}
