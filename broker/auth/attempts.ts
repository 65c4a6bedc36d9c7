import { isIPv6 } from 'node:net';
import type { Clock } from '#core/clock';

/** So many wrong secrets from one network within a minute; then it waits for the minute's end. */
const ALLOWED = 10;
const WINDOW_MS = 60_000;
/** Networks that are remembered; the oldest is forgotten first, so that many addresses cost no memory. */
const REMEMBERED = 10_000;

export interface Attempts {
  failed(address: string): void;
  /** Milliseconds until this address may try again; 0 when it may now. */
  waitOf(address: string): number;
}

/** Counts wrong secrets, so that trying passwords takes longer than anybody has. */
export function countAttempts(clock: Clock): Attempts {
  const seen = new Map<string, { since: number; count: number }>();
  return {
    failed(address) {
      const network = networkOf(address);
      const now = clock.now();
      const known = seen.get(network);
      if (known && now - known.since < WINDOW_MS) return void known.count++;
      seen.delete(network);
      seen.set(network, { since: now, count: 1 });
      const [oldest] = seen.keys();
      if (seen.size > REMEMBERED && oldest !== undefined) seen.delete(oldest);
    },
    waitOf(address) {
      const known = seen.get(networkOf(address));
      return known && known.count >= ALLOWED ? Math.max(0, known.since + WINDOW_MS - clock.now()) : 0;
    },
  };
}

/** One machine has a whole /64 of IPv6 (RFC 6177); of IPv4 it has one address. */
function networkOf(address: string): string {
  if (!isIPv6(address) || address.includes('.')) return address;
  const [head = '', tail = ''] = address.split('::');
  const groups = (part: string) => part.split(':').filter((group) => group !== '');
  const [first, last] = [groups(head), groups(tail)];
  return [...first, ...Array<string>(8 - first.length - last.length).fill('0'), ...last].slice(0, 4).join(':');
}
