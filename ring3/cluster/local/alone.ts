import { readFileSync, readdirSync } from 'node:fs';
import { RingproofError } from '#core/errors';

/**
 * One kubelet and one kube-proxy a machine: two would fight for its containers and its network rules.
 * @throws RingproofError RP_CLUSTER_BUSY
 */
export function holdAlone(name: string): void {
  for (const pid of readdirSync('/proc').filter((one) => /^\d+$/.test(one))) {
    const program = programOf(pid);
    if (program === 'kubelet' || program === 'kube-proxy') throw new RingproofError('RP_CLUSTER_BUSY', { name, program, pid });
  }
}

function programOf(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/comm`, 'utf8').trim();
  } catch {
    return ''; // it ended while it was looked at
  }
}
