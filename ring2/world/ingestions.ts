import { loadContract } from '#contracts/load';
import { isObject } from '#core/json';
import { logIn } from '#emulators/platform/jobs-manager/login';
import type { JourneyParticipant, World } from '#journeys/world';
import { INGESTOR_BEHAVIOURS, type IngestorBehaviour, runIngestor } from '#stubs/ingestor/ingestor';

const JOBS_MANAGER = { 'user-agent': 'jobs-manager' };

/** Runs stub ingestors as functions. Their token is in a Secret that the jobs-manager fills: each reading gets a fresh one. */
export function ingestions(backendUrl: string, participants: readonly JourneyParticipant[], wrong?: string): NonNullable<World['ingestion']> {
  const readToken = async (edge: string): Promise<string> => {
    const password = participants.find((one) => one.edge === edge)?.password ?? '';
    const session = await logIn(backendUrl, { username: edge, password }, globalThis.fetch);
    const response = await fetch(`${backendUrl}/ingest-token/`, { method: 'POST', headers: { ...JOBS_MANAGER, authorization: `Token ${session.token}` } });
    const body: unknown = await response.json();
    return isObject(body) && typeof body['token'] === 'string' ? body['token'] : '';
  };
  return {
    async run({ edge, ingestorId, table, category, labels, behaviour = 'honest' }, beforeRegistering) {
      const behaviours = [behaviour, wrong].filter((one): one is IngestorBehaviour => INGESTOR_BEHAVIOURS.some((known) => known === one));
      return runIngestor({ backendUrl, readToken: () => readToken(edge), ingestorId, table, category, labels, behaviours, contract: await loadContract('data-ingestors--backend'), beforeRegistering });
    },
  };
}
