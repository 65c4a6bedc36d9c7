import { join } from 'node:path';
import { type Broker, localBroker, openLedger, remoteBroker } from '#broker/index';
import type { Args, Context, Flag } from '#commands/context';

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
  const token = args.text('broker-token') ?? env['PACT_BROKER_TOKEN'];
  const username = args.text('broker-username') ?? env['PACT_BROKER_USERNAME'];
  const password = args.text('broker-password') ?? env['PACT_BROKER_PASSWORD'];
  return { url, ...(token && { token }), ...(username && { username }), ...(password && { password }) };
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
