import type { MiddlewareHandler } from 'hono';
import { READING } from '#broker/auth/access';
import { isLoopback } from '#broker/auth/loopback';
import { baseOf, problem } from '#broker/routes/hal';

/** How containers call the machine that they run on; nobody can register these names. */
const THIS_MACHINE = new Set(['host.docker.internal', 'host.containers.internal']);

/**
 * Keeps web pages of others out. A page that the user visits can send here what a form can, and by DNS rebinding its own
 * name can come to mean this machine: so no other site may write, and a broker without credentials (`open`) answers only
 * when it is called by a name of this machine, or one of `hosts`.
 */
export function ownSite(open: boolean, hosts: readonly string[]): MiddlewareHandler {
  const known = new Set([...THIS_MACHINE, ...hosts.map((host) => host.toLowerCase())]);
  return async (c, next) => {
    const { host, hostname } = new URL(c.req.url);
    const name = hostname.replace(/^\[|\]$/g, '');
    if (open && !isLoopback(name) && !known.has(name)) {
      return problem(c, 403, 'Forbidden', `This broker asks for no credentials, so it answers only to names of this machine, not to "${name}". Call it by 127.0.0.1 or localhost, or start it with --allow-host ${name}.`);
    }
    if (!READING.has(c.req.method) && isOtherSite(c.req.header('origin'), c.req.header('sec-fetch-site'), [host, new URL(baseOf(c)).host])) {
      return problem(c, 403, 'Forbidden', 'A web page of another site may not write here. Pact\'s clients send no Origin header.');
    }
    return next();
  };
}

/** Browsers say where a page is that writes (Fetch Metadata: https://w3c.github.io/webappsec-fetch-metadata/); what is no browser says neither. */
const isOtherSite = (origin: string | undefined, site: string | undefined, own: readonly string[]): boolean =>
  (origin !== undefined && !own.includes(hostOf(origin))) || (site !== undefined && site !== 'same-origin' && site !== 'none');

const hostOf = (origin: string): string => (URL.canParse(origin) ? new URL(origin).host : '');
