import { RingproofError } from '#core/errors';

/** A cluster that a person has said ringproof may use: both must be the same, as a context can be pointed elsewhere. */
export interface Allowed {
  context: string;
  server: string;
}

/**
 * The file of allowed clusters: one a line, `CONTEXT SERVER`, `#` begins a comment.
 * @throws RingproofError RP_CLUSTER_ALLOW for a line of another form
 */
export function parseAllowList(text: string, file: string): Allowed[] {
  return text.split(/\r?\n/).flatMap((line, index) => {
    const words = line.replace(/(^|\s)#.*$/, '').trim().split(/\s+/).filter(Boolean);
    if (words.length === 0) return [];
    const [context = '', server = ''] = words;
    if (words.length !== 2 || !/^https?:\/\/\S+$/.test(server)) throw new RingproofError('RP_CLUSTER_ALLOW', { file, line: index + 1 });
    return [{ context, server: server.replace(/\/$/, '') }];
  });
}

/**
 * Refuses a cluster that is not meant: a kubeconfig's current context is easily somebody's production. It takes an entry of the
 * allow-list for context and server, and the context's name said once more on the command line.
 * @throws RingproofError RP_CLUSTER_REFUSED
 */
export function holdAllowed(cluster: Allowed, { allowed, confirmed }: { allowed: readonly Allowed[]; confirmed: string | undefined }): void {
  const server = cluster.server.replace(/\/$/, '');
  const refuse = (problem: string): never => {
    throw new RingproofError('RP_CLUSTER_REFUSED', { context: cluster.context, server, problem });
  };
  const named = allowed.filter(({ context }) => context === cluster.context);
  if (named.length === 0) refuse('the allow-list does not name this context');
  if (!named.some((one) => one.server === server)) refuse('the allow-list names another server for this context');
  if (confirmed !== cluster.context) refuse(confirmed === undefined ? 'it was not confirmed' : `"${confirmed}" was confirmed instead`);
}
