import type { Hono } from 'hono';
import type { Clock } from '#core/clock';
import type { ProviderState } from '#core/contract';
import { type Journal, createJournal } from '#core/exchange';
import { type Json, type JsonObject, isObject } from '#core/json';
import { type Bus, type Queues, jsonMessage } from '#emulators/platform/bus';
import { captureBus, onlyMessage } from '#emulators/platform/bus-capture';
import { createApp } from '#emulators/platform/http/app';
import { type ProducedMessage, type StateSetup, addControl, applyState, virtual } from '#emulators/platform/http/control';
import { holdFields, number, object, positiveInteger, text } from '#emulators/platform/http/fields';
import { params } from '#emulators/platform/http/params';
import { type Call, type Route, refuse } from '#emulators/platform/http/route';
import { POD_TOKEN_TTL_MS, type PodClaims, readPodToken } from '#emulators/platform/pod-token';

export interface RequestsProxyOptions {
  bus: Bus;
  queues: Queues;
  clock: Clock;
  journal: Journal;
  /** The secret it shares with the jobs-manager. */
  signingSecret: string;
}

type Caller = PodClaims | null;

/** The only sender on behalf of training pods: takes epoch results and FLOPs, puts them on the bus. Paths are assumed. */
export function requestsProxyApp(options: RequestsProxyOptions): Hono {
  /** Tokens set up by provider states, beside the signed ones. */
  const given = new Map<string, PodClaims>();
  const states = podStates(given, options.clock);
  const app = createApp<Caller>({
    name: 'requests-proxy', journal: options.journal, clock: options.clock, nobody: null, routes: relayRoutes(options),
    authenticate: ({ authorization }) => authenticate(options, given, authorization),
  });
  addControl(app, {
    self: virtual('requests-proxy'),
    states,
    reset: () => given.clear(),
    messages: {
      'the result of an epoch is relayed': (s) => relayed(options, s, '/experiments/', { cycle: 1, epoch: 1, metrics: { loss: 0.5, accuracy: 0.5 } }),
      'the FLOPs of a cycle are relayed': (s) => relayed(options, s, '/flops/', { cycle: 1, flops: 1_000_000 }),
    },
  });
  return app;
}

const relayRoutes = ({ bus, queues }: RequestsProxyOptions): Route<Caller>[] => {
  const relay = async (call: Call<Caller>, entity: string) => {
    const { experimentKey, edge } = call.body;
    // The edge is named inside the message and the credential of the bus is shared: only here can a forged name be seen.
    if (call.caller?.edge !== edge || call.caller?.experimentKey !== experimentKey) refuse({ code: 'permission-denied' });
    await bus.send(entity, jsonMessage(call.body));
    return { status: 202, body: { status: 'queued' } };
  };
  return [
    {
      method: 'POST',
      path: '/experiments/',
      handle(call) {
        holdFields(call.body, { experimentKey: text, edge: text, cycle: positiveInteger, epoch: positiveInteger, metrics: numbers });
        return relay(call, queues.experiments);
      },
    },
    {
      method: 'POST',
      path: '/flops/',
      handle(call) {
        holdFields(call.body, { experimentKey: text, edge: text, cycle: positiveInteger, flops: number });
        return relay(call, queues.flops);
      },
    },
  ];
};

const numbers = (value: Json): string | undefined =>
  object(value) ?? (isObject(value) && Object.values(value).every((one) => typeof one === 'number') ? undefined : 'Every metric is a number.');

function authenticate({ signingSecret, clock }: RequestsProxyOptions, given: Map<string, PodClaims>, authorization: string | undefined): PodClaims {
  const token = /^Bearer (\S+)$/i.exec(authorization ?? '')?.[1] ?? refuse({ code: 'not-authenticated' });
  const claims = given.get(token) ?? readPodToken(signingSecret, token);
  return claims && claims.expiresAt > clock.now() ? claims : refuse({ code: 'invalid-token' });
}

const podStates = (given: Map<string, PodClaims>, clock: Clock): Record<string, StateSetup> => {
  const pod = (lifetimeMs: number): StateSetup => (state) => {
    const p = params(state);
    given.set(p.text('token'), { experimentKey: p.text('experimentKey'), edge: p.text('edge'), expiresAt: clock.now() + lifetimeMs });
  };
  return { 'a training pod': pod(POD_TOKEN_TTL_MS), 'a training pod whose token has expired': pod(0) };
};

/** Posts as the given pod to a proxy of its own and catches what that puts on the bus. */
async function relayed(options: RequestsProxyOptions, states: ProviderState[], path: string, rest: JsonObject): Promise<ProducedMessage> {
  const bus = captureBus();
  const given = new Map<string, PodClaims>();
  for (const state of states) await applyState({ states: podStates(given, options.clock) }, state);
  const [[token, claims] = []] = [...given];
  if (!claims) throw new Error('this message needs the provider state "a training pod"');
  const own = { ...options, bus, journal: createJournal() };
  const app = createApp<Caller>({
    name: 'requests-proxy', journal: own.journal, clock: own.clock, nobody: null, routes: relayRoutes(own),
    authenticate: ({ authorization }) => authenticate(own, given, authorization),
  });
  const body = JSON.stringify({ experimentKey: claims.experimentKey, edge: claims.edge, ...rest });
  const response = await app.request(path, { method: 'POST', headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' }, body });
  if (!response.ok) throw new Error(`the proxy answered ${response.status} ${await response.text()}`);
  return onlyMessage(bus);
}
