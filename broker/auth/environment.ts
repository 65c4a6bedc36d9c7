import type { Access, Account, Role } from '#broker/auth/access';
import { chosenToken, secretHash } from '#broker/auth/secret';
import { RingproofError } from '#core/errors';

type Environment = Readonly<Record<string, string | undefined>>;
const TOKEN = 'RINGPROOF_BROKER_TOKEN';

/**
 * What the real broker's environment variables allow, and a token in RINGPROOF_BROKER_TOKEN. https://docs.pact.io/pact_broker/configuration/settings
 * @throws RingproofError RP_USAGE_VALUE for half of a pair, or an empty token: as "no authentication" it would leave the broker open.
 */
export function accessFrom(env: Environment): Access {
  const accounts = [...account(env, 'PACT_BROKER_BASIC_AUTH', 'write'), ...account(env, 'PACT_BROKER_BASIC_AUTH_READ_ONLY', 'read')];
  const token = env[TOKEN];
  return {
    accounts,
    tokens: token === undefined ? [] : [{ name: TOKEN, role: 'write', hash: secretHash(chosenToken(TOKEN, token)) }],
    publicRead: isOn(env, 'PACT_BROKER_ALLOW_PUBLIC_READ'),
    publicHeartbeat: isOn(env, 'PACT_BROKER_PUBLIC_HEARTBEAT'),
    publicBadges: isOn(env, 'PACT_BROKER_ENABLE_PUBLIC_BADGE_ACCESS'),
  };
}

function account(env: Environment, prefix: string, role: Role): Account[] {
  const [user, word] = [`${prefix}_USERNAME`, `${prefix}_PASSWORD`];
  const [name, password] = [env[user] ?? '', env[word] ?? ''];
  if (name === '' && password === '') return [];
  if (password === '' || name === '') throw new RingproofError('RP_USAGE_VALUE', { flag: name === '' ? user : word, value: '', expected: `It belongs to ${name === '' ? word : user}: set both or none.` });
  // RFC 7617: the first colon ends the name.
  if (name.includes(':')) throw new RingproofError('RP_USAGE_VALUE', { flag: user, value: name, expected: 'Basic authentication allows no colon in a name.' });
  return [{ name, password, role }];
}

function isOn(env: Environment, variable: string): boolean {
  const value = env[variable] ?? '';
  if (!['', 'true', 'false'].includes(value)) throw new RingproofError('RP_USAGE_VALUE', { flag: variable, value, expected: 'true or false.' });
  return value === 'true';
}
