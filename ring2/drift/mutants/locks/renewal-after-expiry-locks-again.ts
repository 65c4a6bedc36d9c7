import { defineMutant } from '#ring2/drift/mutation/mutant';

export default defineMutant({
  name: 'renewal-after-expiry-locks-again',
  about: 'A lock that has expired can be renewed while nobody else has the message.',
  source: 'D03',
  module: 'state/lock',
  edits: [
    {
      find: `export function renewLock(queue: Queue, token: number): number {
  const message = lockedMessage(queue, token);`,
      replace: `const expired = new Map<number, Message>();

export function renewLock(queue: Queue, token: number): number {
  const late = queue.locked.has(token) ? undefined : expired.get(token);
  if (late && !late.lock && queue.ready.shift()) {
    late.lock = { token, until: 0 };
    queue.locked.set(token, late);
  }
  const message = queue.locked.get(token) ?? lockedMessage(queue, token);`,
    },
    {
      find: '  const token = queue.nextLockToken();',
      replace: `  const token = queue.nextLockToken();
  expired.set(token, message);`,
    },
  ],
  caught: {
    'renew-after-expiry-fails': { step: 'renew after the lock expired', path: 'outcome', kind: 'semantic', direction: 'permissive' },
  },
});
