import { connect } from 'node:net';
import { RingproofError, reasonOf } from '#core/errors';

const TIMEOUT_MS = 5_000;

/**
 * Makes sure that something listens, before the engine reports one and the same refusal for every interaction.
 * @throws RingproofError `RP_PROVIDER_DOWN`
 */
export async function probe(url: string): Promise<void> {
  const { hostname, port, protocol } = new URL(url);
  const socket = connect({ host: hostname.replace(/^\[|\]$/g, ''), port: Number(port) || (protocol === 'https:' ? 443 : 80), timeout: TIMEOUT_MS });
  try {
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', resolve);
      socket.once('error', reject);
      socket.once('timeout', () => reject(new Error(`no answer within ${TIMEOUT_MS / 1000} s`)));
    });
  } catch (problem) {
    throw new RingproofError('RP_PROVIDER_DOWN', { url, reason: reasonOf(problem) }, problem);
  } finally {
    socket.destroy();
  }
}
