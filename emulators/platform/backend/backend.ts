import type { Hono } from 'hono';
import { createChanges } from '#core/changes';
import type { Clock } from '#core/clock';
import type { ProviderState } from '#core/contract';
import type { Journal } from '#core/exchange';
import type { Caller } from '#emulators/platform/backend/caller';
import type { BackendContext } from '#emulators/platform/backend/context';
import { givenDevices } from '#emulators/platform/backend/given-devices';
import { givenIngests } from '#emulators/platform/backend/given-ingests';
import { givenPeople } from '#emulators/platform/backend/given-people';
import { givenTraining } from '#emulators/platform/backend/given-training';
import { givenUseCases } from '#emulators/platform/backend/given-use-cases';
import { consumeReports } from '#emulators/platform/backend/messages';
import { addOutbox } from '#emulators/platform/backend/outbox';
import { backendMessages } from '#emulators/platform/backend/produced';
import { accountRoutes } from '#emulators/platform/backend/routes-account';
import { authRoutes } from '#emulators/platform/backend/routes-auth';
import { deviceGrantRoutes } from '#emulators/platform/backend/routes-device-grant';
import { edgeDeviceRoutes } from '#emulators/platform/backend/routes-edge-device';
import { experimentRoutes } from '#emulators/platform/backend/routes-experiment';
import { inferenceRoutes } from '#emulators/platform/backend/routes-inference';
import { ingestRoutes } from '#emulators/platform/backend/routes-ingest';
import { modelRoutes } from '#emulators/platform/backend/routes-model';
import { outcomeRoutes } from '#emulators/platform/backend/routes-outcome';
import { teamRoutes } from '#emulators/platform/backend/routes-team';
import { useCaseRoutes } from '#emulators/platform/backend/routes-use-case';
import { type BackendRules, RULES } from '#emulators/platform/backend/rules';
import { type BackendState, type Ids, emptyState } from '#emulators/platform/backend/state';
import { authenticate } from '#emulators/platform/backend/state-auth';
import { holdUpgradeFloor } from '#emulators/platform/backend/upgrade-floor';
import { addWait } from '#emulators/platform/backend/wait';
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
  /** Rules other than the platform's, to see who notices. */
  rules?: Partial<BackendRules>;
  /** The database of a backend that ran before: this one goes on with it, and plants no seed. */
  store?: BackendState;
}

export interface Backend {
  app: Hono;
  /** Begins to take reports from the bus. */
  listenToBus(): Consumer;
  store: BackendState;
}

const ROUTES = [accountRoutes, authRoutes, deviceGrantRoutes, edgeDeviceRoutes, modelRoutes, inferenceRoutes, experimentRoutes, outcomeRoutes, ingestRoutes, useCaseRoutes, teamRoutes];

const statesOf = (context: BackendContext) => ({ ...givenPeople(context), ...givenDevices(context), ...givenTraining(context), ...givenIngests(context), ...givenUseCases(context) });

/** The virtual backend: its HTTP face, its half of the bus, its provider states. */
export async function createBackend(options: BackendOptions): Promise<Backend> {
  const { clock, journal, seed = [] } = options;
  const changes = createChanges(clock);
  const context: BackendContext = { ...options, rules: { ...RULES, ...options.rules }, state: options.store ?? emptyState(), changed: changes.changed };
  const states = statesOf(context);
  const app = createApp<Caller>({
    name: 'backend', journal, clock, nobody: null,
    routes: ROUTES.flatMap((routes) => routes(context)),
    authenticate: (headers) => authenticate(context.state, headers['authorization'], clock.now()),
    gate: (headers) => holdUpgradeFloor(context.state.floors, headers['user-agent']),
  });
  const plantSeed = async () => {
    for (const state of seed) await applyState({ states }, state);
  };
  if (!options.store) await plantSeed();
  const reset = async () => {
    // Emptied in place: routes and states hold on to this very object.
    Object.assign(context.state, emptyState());
    await plantSeed();
  };
  addControl(app, { self: virtual('backend'), states, reset, messages: backendMessages((given) => inStates(options, given)) });
  addWait(app, context.state, changes);
  addOutbox(app, context.state);
  return { app, store: context.state, listenToBus: () => consumeReports(context) };
}

async function inStates(options: BackendOptions, given: ProviderState[]) {
  const bus = captureBus();
  const context: BackendContext = { ...options, rules: { ...RULES, ...options.rules }, ids: { ...options.ids }, bus, weights: memoryStore(), state: emptyState(), changed: () => undefined };
  const states = statesOf(context);
  for (const state of given) await applyState({ states }, state);
  return { context, bus };
}
