import type { Access, Account, Right } from '#broker/auth/access';
import { RingproofError } from '#core/errors';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * What the real broker's environment variables allow. https://docs.pact.io/pact_broker/configuration/settings
 * @throws RingproofError RP_USAGE_VALUE for half of a pair: as "no authentication" it would leave the broker open.
 */
export function accessFrom(env: Environment): Access {
  const accounts = [...account(env, 'PACT_BROKER_BASIC_AUTH', 'write'), ...account(env, 'PACT_BROKER_BASIC_AUTH_READ_ONLY', 'read')];
  return { accounts, publicRead: isOn(env, 'PACT_BROKER_ALLOW_PUBLIC_READ'), publicBadges: isOn(env, 'PACT_BROKER_ENABLE_PUBLIC_BADGE_ACCESS') };
}

function account(env: Environment, prefix: string, right: Right): Account[] {
  const [user, word] = [`${prefix}_USERNAME`, `${prefix}_PASSWORD`];
  const [name, password] = [env[user] ?? '', env[word] ?? ''];
  if (name === '' && password === '') return [];
  if (password === '' || name === '') throw new RingproofError('RP_USAGE_VALUE', { flag: name === '' ? user : word, value: '', expected: `It belongs to ${name === '' ? word : user}: set both or none.` });
  // RFC 7617: the first colon ends the name.
  if (name.includes(':')) throw new RingproofError('RP_USAGE_VALUE', { flag: user, value: name, expected: 'Basic authentication allows no colon in a name.' });
  return [{ name, password, right }];
}

function isOn(env: Environment, variable: string): boolean {
  const value = env[variable] ?? '';
  if (!['', 'true', 'false'].includes(value)) throw new RingproofError('RP_USAGE_VALUE', { flag: variable, value, expected: 'true or false.' });
  return value === 'true';
}
