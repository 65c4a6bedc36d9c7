import { join } from 'node:path';
import { type Broker, localBroker, openLedger, remoteBroker } from '#broker/index';
import type { Args, Context, Flag } from '#commands/context';
import { RingproofError } from '#core/errors';

/** Where verbs that read or write facts find the broker. Names and environment variables are Pact's. */
export const BROKER_FLAGS: Record<string, Flag> = {
  'broker-base-url': { type: 'string', value: 'URL', help: 'a Pact Broker (PACT_BROKER_BASE_URL); without it the local ledger' },
  'broker-token': { type: 'string', value: 'TOKEN', help: 'bearer token (PACT_BROKER_TOKEN)' },
  'broker-username': { type: 'string', value: 'NAME', help: 'basic auth (PACT_BROKER_USERNAME)' },
  'broker-password': { type: 'string', value: 'WORD', help: 'basic auth (PACT_BROKER_PASSWORD)' },
  ledger: { type: 'string', value: 'FILE', help: 'local ledger file (default .ringproof/ledger.db)' },
};

export interface BrokerAddress { url: string; token?: string; username?: string; password?: string }

/** The remote broker asked for by flag or environment, if any. */
export function brokerAddress(args: Args, { env }: Context): BrokerAddress | undefined {
  const url = args.text('ledger') ? undefined : (args.text('broker-base-url') ?? env['PACT_BROKER_BASE_URL']);
  if (!url) return undefined;
  const { origin, credentials } = withoutCredentials(url);
  const token = args.text('broker-token') ?? env['PACT_BROKER_TOKEN'];
  const username = args.text('broker-username') ?? env['PACT_BROKER_USERNAME'] ?? credentials.username;
  const password = args.text('broker-password') ?? env['PACT_BROKER_PASSWORD'] ?? credentials.password;
  return { url: origin, ...(token && { token }), ...(username && { username }), ...(password && { password }) };
}

/** `https://NAME:WORD@broker` is how some write it; the word must reach no message. */
function withoutCredentials(text: string): { origin: string; credentials: { username?: string; password?: string } } {
  if (!/^https?:\/\//i.test(text) || !URL.canParse(text)) {
    throw new RingproofError('RP_USAGE_VALUE', { flag: 'The address of the broker', value: text.replace(/[^/\s]*@/g, '***@'), expected: 'PACT_BROKER_BASE_URL or --broker-base-url is an address such as https://broker.example.com.' });
  }
  const url = new URL(text);
  const [username, password] = [decodeURIComponent(url.username), decodeURIComponent(url.password)];
  url.username = url.password = '';
  return { origin: url.href, credentials: { ...(username && { username }), ...(password && { password }) } };
}

export const ledgerFile = (args: Args, { cwd }: Context): string => args.text('ledger') ?? join(cwd, '.ringproof', 'ledger.db');

/** The broker to talk to: the one at PACT_BROKER_BASE_URL, or the local ledger; both answer alike. */
export function openBroker(args: Args, context: Context): Broker & AsyncDisposable {
  const address = brokerAddress(args, context);
  if (address) {
    const { url: baseUrl, ...credentials } = address;
    return Object.assign(remoteBroker({ baseUrl, ...credentials }), { [Symbol.asyncDispose]: async () => undefined });
  }
  const ledger = openLedger(ledgerFile(args, context));
  return Object.assign(localBroker(ledger), { [Symbol.asyncDispose]: async () => ledger.close() });
}
