import type { Hono } from 'hono';
import type { Clock } from '#core/clock';
import type { ProviderState } from '#core/contract';
import type { Journal } from '#core/exchange';
import type { Caller } from '#emulators/platform/backend/caller';
import type { BackendContext } from '#emulators/platform/backend/context';
import { givenDevices } from '#emulators/platform/backend/given-devices';
import { givenIngests } from '#emulators/platform/backend/given-ingests';
import { givenPeople } from '#emulators/platform/backend/given-people';
import { givenTraining } from '#emulators/platform/backend/given-training';
import { consumeReports } from '#emulators/platform/backend/messages';
import { backendMessages } from '#emulators/platform/backend/produced';
import { authRoutes } from '#emulators/platform/backend/routes-auth';
import { deviceGrantRoutes } from '#emulators/platform/backend/routes-device-grant';
import { edgeDeviceRoutes } from '#emulators/platform/backend/routes-edge-device';
import { experimentRoutes } from '#emulators/platform/backend/routes-experiment';
import { ingestRoutes } from '#emulators/platform/backend/routes-ingest';
import { modelRoutes } from '#emulators/platform/backend/routes-model';
import { outcomeRoutes } from '#emulators/platform/backend/routes-outcome';
import { type Ids, emptyState } from '#emulators/platform/backend/state';
import { authenticate } from '#emulators/platform/backend/state-auth';
import { holdUpgradeFloor } from '#emulators/platform/backend/upgrade-floor';
import { addWait, createChanges } from '#emulators/platform/backend/wait';
import type { Bus, Consumer, Queues } from '#emulators/platform/bus';
import { captureBus } from '#emulators/platform/bus-capture';
import { createApp } from '#emulators/platform/http/app';
import { addControl, applyState, virtual } from '#emulators/platform/http/control';
import { memoryStore, type WeightsStore } from '#emulators/platform/weights/store';

export interface BackendOptions {
  clock: Clock;
  ids: Ids;
  bus: Bus;
  queues: Queues;
  weights: WeightsStore;
  journal: Journal;
  uiUrl: string;
  connectionStrings: { experiments: string; flops: string };
  /** States that hold from the start and again after every reset. */
  seed?: ProviderState[];
}

export interface Backend {
  app: Hono;
  /** Begins to take reports from the bus. */
  listenToBus(): Consumer;
}

/** The virtual backend: its HTTP face, its half of the bus, its provider states. */
export async function createBackend(options: BackendOptions): Promise<Backend> {
  const { clock, journal, seed = [] } = options;
  const changes = createChanges();
  const context: BackendContext = { ...options, state: emptyState(), changed: changes.changed };
  const states = { ...givenPeople(context), ...givenDevices(context), ...givenTraining(context), ...givenIngests(context) };
  const app = createApp<Caller>({
    name: 'backend', journal, clock, nobody: null,
    routes: [...authRoutes(context), ...deviceGrantRoutes(context), ...edgeDeviceRoutes(context), ...modelRoutes(context), ...experimentRoutes(context), ...outcomeRoutes(context), ...ingestRoutes(context)],
    authenticate: (headers) => authenticate(context.state, headers['authorization'], clock.now()),
    gate: (headers) => holdUpgradeFloor(context.state.floors, headers['user-agent']),
  });
  const plantSeed = async () => {
    for (const state of seed) await applyState({ states }, state);
  };
  await plantSeed();
  const reset = async () => {
    // Emptied in place: routes and states hold on to this very object.
    Object.assign(context.state, emptyState());
    await plantSeed();
  };
  addControl(app, { self: virtual('backend'), states, reset, messages: backendMessages((given) => inStates(options, given)) });
  addWait(app, context.state, changes, clock);
  return { app, listenToBus: () => consumeReports(context) };
}

async function inStates(options: BackendOptions, given: ProviderState[]) {
  const bus = captureBus();
  const context: BackendContext = { ...options, ids: { ...options.ids }, bus, weights: memoryStore(), state: emptyState(), changed: () => undefined };
  const states = { ...givenPeople(context), ...givenDevices(context), ...givenTraining(context), ...givenIngests(context) };
  for (const state of given) await applyState({ states }, state);
  return { context, bus };
}
