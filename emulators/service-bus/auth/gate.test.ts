import { describe, expect, it } from 'vitest';
import { createGate } from '#emulators/service-bus/auth/gate';
import { ALL_RIGHTS } from '#emulators/service-bus/auth/keys';
import { sasToken } from '#emulators/service-bus/testing/sas-token';

const KEY = { name: 'Root', key: 'secret' };
const HOUR = 3_600_000;

const tokenFor = (audience: string, name = KEY.name): string => sasToken(audience, { ...KEY, name });

const strict = (now = Date.now()) => createGate({ mode: 'enforce', keysAt: () => [{ ...KEY, rights: ALL_RIGHTS }], now: () => now, warn: () => undefined });

describe('a strict gate', () => {
  it('lets a token open its path and what is below, until it expires', () => {
    const verdict = strict().judge(tokenFor('sb://host/Orders'), 'orders/$management');
    expect(verdict).toMatchObject({ path: 'orders', until: expect.any(Number) as number });
    expect(verdict.problem === undefined && verdict.until > Date.now()).toBe(true);
  });

  it('refuses one for something else, expired, of another key, or none', () => {
    const token = tokenFor('sb://host/orders');
    expect(strict().judge(token, 'orders2').problem).toBe("InvalidAudience: The token is for 'orders', not for 'orders2'.");
    expect(strict(Date.now() + 2 * HOUR).judge(token, 'orders').problem).toMatch(/^ExpiredToken: /);
    expect(strict().judge(tokenFor('sb://host', 'Other'), 'orders').problem).toMatch(/^InvalidSignature: /);
    expect(strict().judge(token.replace('orders', 'Orders'), 'orders').problem).toMatch(/^InvalidSignature: /);
    expect(strict().judge('eyJhbGciOi', 'orders').problem).toMatch(/^MalformedToken: /);
    expect(strict().judge(undefined, 'orders').problem).toMatch(/^MissingToken: /);
  });
});
