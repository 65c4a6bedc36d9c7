import { describe, expect, it } from 'vitest';
import { accessFrom } from '#broker/auth/environment';
import { secretHash } from '#broker/auth/secret';

const NAME = 'PACT_BROKER_BASIC_AUTH_USERNAME';
const WORD = 'PACT_BROKER_BASIC_AUTH_PASSWORD';
const TOKEN = 'RINGPROOF_BROKER_TOKEN';
const LONG = 'a-token-that-somebody-chose';

describe('the environment', () => {
  it('opens nothing when it says nothing', () => {
    expect(accessFrom({})).toEqual({ accounts: [], tokens: [], publicRead: false, publicHeartbeat: false, publicBadges: false });
  });
  it('names who may write, who may read, a token by its hash, and what is public', () => {
    expect(accessFrom({
      [NAME]: 'ann', [WORD]: 'horse', PACT_BROKER_BASIC_AUTH_READ_ONLY_USERNAME: 'bob', PACT_BROKER_BASIC_AUTH_READ_ONLY_PASSWORD: 'a:b',
      [TOKEN]: `${LONG}\n`, PACT_BROKER_ALLOW_PUBLIC_READ: 'true', PACT_BROKER_PUBLIC_HEARTBEAT: 'false', PACT_BROKER_ENABLE_PUBLIC_BADGE_ACCESS: 'true',
    })).toEqual({
      accounts: [{ name: 'ann', password: 'horse', role: 'write' }, { name: 'bob', password: 'a:b', role: 'read' }],
      tokens: [{ name: TOKEN, role: 'write', hash: secretHash(LONG) }], publicRead: true, publicHeartbeat: false, publicBadges: true,
    });
  });
  it.each<[string, Record<string, string>, string]>([
    ['a name without a password', { [NAME]: 'ann' }, WORD], ['a password without a name', { [WORD]: 'horse' }, NAME], ['a colon in a name', { [NAME]: 'a:b', [WORD]: 'horse' }, NAME],
    ['an empty token', { [TOKEN]: '' }, TOKEN], ['a short token', { [TOKEN]: 'horse' }, TOKEN], ['a token with a space', { [TOKEN]: `${LONG} horse` }, TOKEN],
    ['a token with a line break', { [TOKEN]: `${LONG}\nhorse` }, TOKEN], ['neither true nor false', { PACT_BROKER_ALLOW_PUBLIC_READ: 'yes' }, 'PACT_BROKER_ALLOW_PUBLIC_READ'],
  ])('is refused with %s, without saying a secret', (_what, env, flag) => {
    let told = '';
    try {
      accessFrom(env);
    } catch (thrown) {
      expect(thrown).toMatchObject({ code: 'RP_USAGE_VALUE', values: { flag } });
      told = JSON.stringify([String(thrown), thrown]);
    }
    expect(told).toContain(flag);
    expect(told).not.toMatch(/horse|chose/);
  });
});
