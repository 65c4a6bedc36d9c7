import { loadContract } from '#contracts/load';
import type { HttpInteraction } from '#core/contract';
import { matchResponse, textExample } from '#core/interaction-match';
import type { JsonObject } from '#core/json';
import { example } from '#core/matchers';
import type { Around, ServiceName } from '#emulators/platform/index';
import type { Serve } from '#emulators/platform/http/listen';
import { POD_TOKEN_TTL_MS, mintPodToken, readPodToken } from '#emulators/platform/pod-token';
import { SIGNING_SECRET } from '#emulators/platform/programs';
import { forgedEdge } from '#journeys/forged-edge';
import { ingestionRefused } from '#journeys/ingestion-refused';
import { ingestionTokenExpires } from '#journeys/ingestion-token-expires';
import { ingestionUnlabelled } from '#journeys/ingestion-unlabelled';
import { logout } from '#journeys/logout';
import { proxyRestarts } from '#journeys/proxy-restarts';
import type { Journey } from '#journeys/world';
import type { Incident } from '#ring2/incidents/incident';
import { outcomeOf } from '#ring2/incidents/outcome-of';
import { type Wrong, embeddedWorld } from '#ring2/world/embedded';

type Told = Omit<Incident, 'fault' | 'caughtBy' | 'check'>;

/** A journey through a world in which one thing is wrong. */
const journey = (walked: Journey, wrong: () => Wrong, told: Told): Incident => ({
  ...told, fault: 'reconstructed', caughtBy: { kind: 'journey', name: walked.name },
  async check(on) {
    const world = await embeddedWorld(walked, on ? wrong() : {});
    try {
      return (await walked.run(world)).outcome;
    } finally {
      await world.stop();
    }
  },
});

/** One interaction of a contract, asked of a backend in which one thing is wrong. */
const contract = (name: string, description: string, around: Around, told: Told): Incident => ({
  ...told, fault: 'reconstructed', caughtBy: { kind: 'contract', name },
  async check(on) {
    const one = await loadContract(name);
    const interaction = one.interactions.find((other): other is HttpInteraction => other.kind === 'http' && other.description === description);
    if (!interaction) throw new Error(`${name} has no HTTP interaction "${description}"`);
    const world = await embeddedWorld({ needs: { participants: [], averagingRule: 'mean' } }, on ? { around: { [one.provider as ServiceName]: around } } : {});
    try {
      for (const state of interaction.given ?? []) await world.given(state);
      const { method, path, headers = {}, body } = interaction.request;
      const response = await fetch(`${world.urls.backend}${textExample(path)}`, {
        method, headers: { 'content-type': 'application/json', ...Object.fromEntries(Object.entries(headers).map(([header, value]) => [header, textExample(value)])) },
        ...(body && 'json' in body && { body: JSON.stringify(example(body.json)) }),
      });
      return outcomeOf(matchResponse(one, interaction, { status: response.status, headers: {}, body: await response.text() }));
    } finally {
      await world.stop();
    }
  },
});

const isCall = (request: Request, method: string, path: string) => request.method === method && new URL(request.url).pathname === path;
const refused = () => Response.json({ detail: 'Invalid token.' }, { status: 401 });

/** The login of a minted client is its number. */
const numericLogin: Around = (next) => async (request) => {
  const response = await next(request);
  if (!isCall(request, 'POST', '/edge-device/') || response.status !== 201) return response;
  const row = (await response.json()) as { id: number };
  return Response.json({ ...row, username: String(row.id) }, { status: 201 });
};

/** Whoever asks for a client gets a new one, also where its cluster has one: what would be adopted is minted. */
const alwaysMints: Around = (next) => {
  let minted = 0;
  return async (request) => {
    const again = request.clone();
    const response = await next(request);
    if (!isCall(again, 'POST', '/edge-device/') || response.status !== 200) return response;
    const { cluster_id: cluster, ...asked } = (await again.json()) as { cluster_id?: string; namespace: string };
    const duplicate = await next(new Request(again, { body: JSON.stringify({ ...asked, namespace: `${asked.namespace}-${++minted}` }) }));
    return Response.json({ ...((await duplicate.json()) as JsonObject), cluster_id: cluster ?? null }, { status: 201 });
  };
};

/** A logout that the backend never hears of. */
const deafToLogout: Around = (next) => (request) => (isCall(request, 'POST', '/auth/revoke') ? new Response(null, { status: 204 }) : next(request));

const tokenIn = (request: Request): string => /^Bearer (\S+)$/.exec(request.headers.get('authorization') ?? '')?.[1] ?? '';

/** The edge is whichever the message names, as long as the token is somebody's. */
const believesTheMessage: Around = (next) => async (request) => {
  const claims = readPodToken(SIGNING_SECRET, tokenIn(request));
  if (!claims) return next(request);
  const body = (await request.clone().json()) as { edge: string };
  const headers = new Headers(request.headers);
  headers.set('authorization', `Bearer ${mintPodToken(SIGNING_SECRET, { ...claims, edge: body.edge, expiresAt: claims.expiresAt || POD_TOKEN_TTL_MS })}`);
  return next(new Request(request, { headers }));
};

/** Tokens are good as long as the process remembers them: one that came back knows none. */
function tokenTable(): Around {
  let starts = 0;
  return (next): Serve => {
    const remembers = starts++ === 0;
    return (request) => (remembers ? next(request) : refused());
  };
}

/** What services and programs did otherwise than they should. */
export const PLATFORM_INCIDENTS: readonly Incident[] = [
  contract('cli--backend', 'a minted client logs in with a UUID', numericLogin, {
    ref: 'cli#125', date: '2026-07-01', boundary: 'B', broke: 'the number of a client was written where its login, a UUID, belongs, and minted clients could not authenticate',
    switch: 'the backend answers the number of a new client as its username', says: /"a minted client logs in with a UUID": \$\.username should be text like .*, was "\d+"/,
  }),
  contract('cli--backend', 'a client of the same account and cluster is adopted, not minted twice', alwaysMints, {
    ref: 'backend#970', date: '2026-07-07', boundary: 'B', broke: 'a second client was minted over a live one of the same cluster',
    switch: 'the backend mints whatever is asked for', says: /"a client of the same account and cluster is adopted, not minted twice": it should be 200, was 201/,
  }),
  journey(logout, () => ({ around: { backend: deafToLogout } }), {
    ref: 'cli#112', date: '2026-06-29', boundary: 'B', broke: 'a logout was local only: the token stayed good for 30 days',
    switch: 'the backend never hears of a logout', says: /"the token after the logout": \/userinfo\/ should be 401, was 200/,
  }),
  journey(ingestionTokenExpires, () => ({ ingestors: 'no-second-try' }), {
    ref: 'data-ingestors#220', date: '2026-06-10', boundary: 'E', broke: 'the token expired during a run of hours, and the dataset was never created',
    switch: 'the ingestor does not read its token again after a 401', says: /"the run ends well after its second try": \$\.problem should be null, was .*expected 201, got 401/,
  }),
  journey(ingestionRefused, () => ({ ingestors: 'counts-refused' }), {
    ref: 'data-ingestors#223', date: '2026-06-11', boundary: 'E', broke: 'batches that the backend had refused counted as sent, and their rows were never registered',
    switch: 'the ingestor counts refused rows as registered', says: /"no row counts as registered": \$ should be 0, was 3/,
  }),
  journey(ingestionRefused, () => ({ ingestors: 'ends-well' }), {
    ref: 'data-ingestors#187', date: '2026-06-09', boundary: 'E', broke: 'the registration of a dataset failed, and the run reported success: rows in MySQL, nothing in the catalogue',
    switch: 'the ingestor ends with 0 whatever the backend said', says: /"the run ends with an error": \$ should be 1, was 0/,
  }),
  journey(ingestionUnlabelled, () => ({ ingestors: 'labels-anyway' }), {
    ref: 'data-ingestors#213', date: '2026-06-10', boundary: 'E', broke: 'a self-supervised category with a label committed its rows and then failed with a misleading 400',
    switch: 'the ingestor registers labels of a category that has none', says: /"the run says what the contract allows, and ends well": .*\$\.labels\.cat expected nothing/,
  }),
  journey(proxyRestarts, () => ({ around: { 'requests-proxy': tokenTable() } }), {
    ref: 'client-runtime#79', date: '2026-06-04', boundary: 'I', broke: 'pod tokens were kept in a table that went while pods lived, and they got 401 in the middle of their run',
    switch: 'a requests-proxy that was started again knows no token', says: /"the same token is good at the new requests-proxy": .*PodFailed.*expected 202, got 401/,
  }),
  journey(forgedEdge, () => ({ around: { 'requests-proxy': believesTheMessage } }), {
    ref: 'client SECURITY 8.1', date: '', boundary: 'I', broke: 'the bus has one key for all, so that any edge can send a message in the name of another (open)',
    switch: 'the requests-proxy believes the edge that a message names', says: /"a report in the name of another edge is refused": \$\[0\] should be 403, was 202/,
  }),
];
