import { describe, expect, test } from 'vitest';
import { type Allowed, destinationOf, isPublic } from '#broker/webhooks/destination';

const resolve = (table: Record<string, string[]>) => async (host: string) => (table[host] ?? []).map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
const go = (url: string, allowed: Allowed = {}, table: Record<string, string[]> = {}) =>
  destinationOf(new URL(url), allowed, resolve({ 'ci.example.org': ['93.184.216.34'], ...table }));

test.each(['127.0.0.1', '10.1.2.3', '172.31.0.1', '192.168.1.1', '169.254.169.254', '100.64.0.1', '0.0.0.0', '224.0.0.1', '255.255.255.255',
  '::', '::1', '::ffff:127.0.0.1', '::ffff:8.8.8.8', '64:ff9b::7f00:1', 'fe80::1', 'fc00::1', 'fd12::1', 'ff02::1', '2002:7f00:1::', '2001:db8::1', 'not an address'])('%s is no public address', (address) => {
  expect(isPublic(address)).toBe(false);
});

test.each(['8.8.8.8', '93.184.216.34', '172.32.0.1', '2606:4700::1111'])('%s is one', (address) => {
  expect(isPublic(address)).toBe(true);
});

describe('a webhook goes', () => {
  test('to a public host, at the address that was looked up', async () => {
    expect(await go('https://ci.example.org/build')).toEqual({ address: '93.184.216.34', family: 4 });
  });

  test.each<[string, string, RegExp]>([
    ['by http', 'http://ci.example.org/', /use https/],
    ['to a name that is a private address', 'https://intern.example.org/', /10\.0\.0\.5, which is no public address/],
    ['to a name of which one address is private', 'https://both.example.org/', /127\.0\.0\.1/],
    ['to a name that nobody has', 'https://nowhere.example.org/', /has no address/],
    ['to this machine', 'https://127.0.0.1/', /no public address/],
    ['to this machine, in decimal', 'https://2130706433/', /127\.0\.0\.1/],
    ['to this machine, in hexadecimal', 'https://0x7f.1/', /127\.0\.0\.1/],
    ['to this machine, in IPv6', 'https://[::1]/', /::1/],
    ['to this machine, as IPv4 within IPv6', 'https://[::ffff:7f00:1]/', /no public address/],
    ['with a password in its URL', 'https://me:secret@ci.example.org/', /password/],
  ])('not %s', async (_what, url, reason) => {
    const table = { 'intern.example.org': ['10.0.0.5'], 'both.example.org': ['93.184.216.34', '127.0.0.1'] };
    await expect(go(url, {}, table)).rejects.toThrow(reason);
  });

  test('only to allowed hosts, where some are named', async () => {
    const allowed = { allow: ['ci.example.org', '*.example.com'] };
    const table = { 'a.example.com': ['8.8.8.8'], 'example.net': ['8.8.4.4'], 'evilexample.com': ['8.8.4.4'] };
    await expect(go('https://ci.example.org/', allowed, table)).resolves.toBeDefined();
    await expect(go('https://a.example.com/', allowed, table)).resolves.toBeDefined();
    await expect(go('https://evilexample.com/', allowed, table)).rejects.toThrow('not among');
    await expect(go('https://example.net/', allowed, table)).rejects.toThrow('not among');
  });

  test('to an origin that is allowed as it stands, and to no other port of it', async () => {
    const allowed = { allow: ['http://127.0.0.1:8080'] };
    await expect(go('http://127.0.0.1:8080/x', allowed)).resolves.toEqual({ address: '127.0.0.1', family: 4 });
    await expect(go('http://127.0.0.1:8081/x', allowed)).rejects.toThrow('use https');
  });
});
