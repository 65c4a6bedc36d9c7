import { RingproofError } from '#core/errors';

type Client = typeof import('@kubernetes/client-node');

/** The Kubernetes client, loaded when it is first needed: who has no Ring 3 need not install it. @throws RingproofError RP_PREREQUISITE */
export async function peer(): Promise<Client> {
  try {
    return await import('@kubernetes/client-node');
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code !== 'ERR_MODULE_NOT_FOUND') throw thrown;
    throw new RingproofError('RP_PREREQUISITE', { tool: '@kubernetes/client-node', what: 'Ring 3', advice: 'npm install @kubernetes/client-node' }, thrown);
  }
}
