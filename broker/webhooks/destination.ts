import { lookup } from 'node:dns/promises';
import { BlockList, isIP } from 'node:net';
import { reasonOf } from '#core/errors';

/** Where webhooks may go. Without `allow`: to every public address, by https. */
export interface Allowed {
  /** Hosts (`ci.example.org`, `*.example.org`) that may be called by https at public addresses; an origin (`http://10.0.0.5:8080`) may be called as it stands. */
  allow?: readonly string[];
}

export interface Destination { address: string; family: 4 | 6 }
export type Resolve = (host: string) => Promise<{ address: string; family: number }[]>;

const resolveAll: Resolve = (host) => lookup(host, { all: true });

/** The special-purpose address registries of IANA (RFC 6890): nothing there is a public service. */
const SPECIAL = new BlockList();
const V4 = ['0.0.0.0/8', '10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '169.254.0.0/16', '172.16.0.0/12', '192.0.0.0/24', '192.0.2.0/24', '192.88.99.0/24',
  '192.168.0.0/16', '198.18.0.0/15', '198.51.100.0/24', '203.0.113.0/24', '224.0.0.0/4', '240.0.0.0/4'];
const V6 = ['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20'];
for (const [family, ranges] of [['ipv4', V4], ['ipv6', V6]] as const) {
  for (const range of ranges) {
    const [net = '', bits] = range.split('/');
    SPECIAL.addSubnet(net, Number(bits), family);
  }
}
/** Only this much of IPv6 is given out (RFC 4291); addresses that carry an IPv4 one inside lie outside of it, but for 6to4 above. */
const UNICAST = new BlockList();
UNICAST.addSubnet('2000::', 3, 'ipv6');

export function isPublic(address: string): boolean {
  const version = isIP(address);
  if (version === 4) return !SPECIAL.check(address, 'ipv4');
  return version === 6 && UNICAST.check(address, 'ipv6') && !SPECIAL.check(address, 'ipv6');
}

export class Forbidden extends Error {}

/**
 * Where a webhook's URL leads, once: the address returned is the one to connect to, so that a name cannot mean another one
 * a moment later.
 * @throws Forbidden with the reason
 */
export async function destinationOf(url: URL, { allow }: Allowed, resolve: Resolve = resolveAll): Promise<Destination> {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const asItStands = allow?.includes(url.origin) ?? false;
  if (!asItStands) assertAllowed(url, host, allow);
  const addresses = isIP(host) ? [{ address: host, family: isIP(host) }] : await resolve(host).catch((error: unknown) => { throw new Forbidden(`${host} cannot be resolved: ${reasonOf(error)}`); });
  const hidden = addresses.find(({ address }) => !isPublic(address));
  if (hidden && !asItStands) throw new Forbidden(`${host} is ${hidden.address}, which is no public address`);
  const [first] = addresses;
  if (!first) throw new Forbidden(`${host} has no address`);
  return { address: first.address, family: first.family === 6 ? 6 : 4 };
}

function assertAllowed(url: URL, host: string, allow: readonly string[] | undefined): void {
  if (url.protocol !== 'https:') throw new Forbidden(`${url.protocol}// is not allowed: use https, or start the broker with --webhook-allow ${url.origin}`);
  if (url.username !== '' || url.password !== '') throw new Forbidden('a URL with a password in it is not allowed: use "username" and "password"');
  if (allow && !allow.some((pattern) => matches(pattern, host))) throw new Forbidden(`${host} is not among the hosts that webhooks may call`);
}

const matches = (pattern: string, host: string): boolean =>
  pattern.startsWith('*.') ? host.endsWith(pattern.slice(1).toLowerCase()) : host === pattern.toLowerCase();
