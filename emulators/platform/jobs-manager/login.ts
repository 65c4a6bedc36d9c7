import { RingproofError, reasonOf } from '#core/errors';
import { isObject } from '#core/json';

/** The Client ID and password of an edge device. */
export interface EdgeCredentials {
  username: string;
  password: string;
}

export interface EdgeSession {
  edge: string;
  token: string;
  experimentsConnectionString: string;
  flopsConnectionString: string;
}

/** Headers by which the journals of other services know the jobs-manager. */
export const JOBS_MANAGER = { 'content-type': 'application/json', 'user-agent': 'jobs-manager' };

/**
 * Logs an edge in: its token and the two connection strings of the bus.
 * @throws RingproofError `RP_EDGE_LOGIN`
 */
export async function logIn(backendUrl: string, { username, password }: EdgeCredentials, fetch: typeof globalThis.fetch): Promise<EdgeSession> {
  const failed = (reason: string, cause?: unknown) => new RingproofError('RP_EDGE_LOGIN', { edge: username, url: backendUrl, reason }, cause);
  const response = await fetch(`${backendUrl}/api-token-auth/`, { method: 'POST', headers: JOBS_MANAGER, body: JSON.stringify({ username, password }) })
    .catch((error: unknown) => { throw failed(reasonOf(error), error); });
  const body: unknown = await response.json().catch(() => undefined);
  if (response.status !== 200 || !isObject(body)) throw failed(`${response.status} ${JSON.stringify(body)}`);
  const { token, experiments_queue_conn_str: experiments, flops_conn_str: flops } = body;
  if (typeof token !== 'string' || typeof experiments !== 'string' || typeof flops !== 'string') throw failed('the answer lacks the token or a connection string');
  return { edge: username, token, experimentsConnectionString: experiments, flopsConnectionString: flops };
}
