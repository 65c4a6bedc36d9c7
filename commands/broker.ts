import { readFileSync } from 'node:fs';
import { accessFrom, chosenToken, openLedger, secretHash, startBroker } from '#broker/index';
import { wholeNumber } from '#commands/args';
import { ledgerFile } from '#commands/broker-of';
import type { Args, Command, Context } from '#commands/context';
import { RingproofError, reasonOf } from '#core/errors';

const command: Command = {
  usage: '[--port N] [--host HOST] [--ledger FILE] [--token-file FILE] [--public-read] [--allow-host HOST] [--webhook-allow HOST]',
  about: `Serves the local ledger as a Pact Broker on loopback. Every Pact client works with it; set PACT_BROKER_BASE_URL to the address printed.
It asks nobody for credentials until it knows some: tokens of the ledger (\`ringproof broker token create NAME\`), RINGPROOF_BROKER_TOKEN, or the real
broker's variables PACT_BROKER_BASIC_AUTH_USERNAME and _PASSWORD, PACT_BROKER_BASIC_AUTH_READ_ONLY_USERNAME and _PASSWORD,
PACT_BROKER_ALLOW_PUBLIC_READ, PACT_BROKER_PUBLIC_HEARTBEAT and PACT_BROKER_ENABLE_PUBLIC_BADGE_ACCESS. Then what is refused or writes is told on
stderr, a line of JSON each: at, who, from, method, path, status.`,
  flags: {
    port: { type: 'string', value: 'N', help: 'default 0: any free port' },
    host: { type: 'string', value: 'HOST', help: 'the address to listen on (default 127.0.0.1); one that others can reach needs credentials' },
    ledger: { type: 'string', value: 'FILE', help: 'the ledger file (default .ringproof/ledger.db)' },
    token: { type: 'string', value: 'TOKEN', help: 'a token that may write; other users of this machine can see it: better RINGPROOF_BROKER_TOKEN or a file' },
    'token-file': { type: 'string', value: 'FILE', help: 'a file that holds a token that may write' },
    'public-read': { type: 'boolean', help: 'reading needs no credentials (PACT_BROKER_ALLOW_PUBLIC_READ)' },
    'allow-host': { type: 'string', multiple: true, value: 'HOST', help: 'without credentials: a name to answer to beside those of this machine, such as that of a proxy; repeatable' },
    'webhook-allow': { type: 'string', multiple: true, value: 'HOST', help: 'webhooks may call only this host by https, `*.example.org` for all below it, or an origin (http://10.0.0.5:8080) as it stands; repeatable (default: every public host, by https)' },
  },
  async run(args, context) {
    const port = wholeNumber(args, 'port', 0);
    const host = args.text('host');
    const access = accessOf(args, context);
    const file = ledgerFile(args, context);
    const ledger = openLedger(file);
    const allow = args.texts('webhook-allow');
    const tell = (entry: object) => context.childOutput(`${JSON.stringify({ at: new Date(context.clock.now()).toISOString(), ...entry })}\n`);
    const broker = await startBroker({
      ledger, port, access: { ...access, audit: tell }, hosts: args.texts('allow-host'), ...(host !== undefined && { host }), ...(allow.length > 0 && { webhooks: { allow } }),
    });
    return {
      serving: { address: broker.url, json: { url: broker.url, port: broker.port, ledger: file } },
      stop: async () => {
        await broker.stop();
        ledger.close();
      },
    };
  },
};
export default command;

function accessOf(args: Args, { env }: Context): ReturnType<typeof accessFrom> {
  const access = accessFrom(env);
  const sources = [...given('--token', args.text('token')), ...given('--token-file', contentOf(args.text('token-file')))];
  const tokens = sources.map(([name, text]) => ({ name, role: 'write' as const, hash: secretHash(chosenToken(name, text)) }));
  return { ...access, tokens: [...access.tokens, ...tokens], publicRead: access.publicRead || args.on('public-read') };
}

const given = (name: string, text: string | undefined): [string, string][] => (text === undefined ? [] : [[name, text]]);

function contentOf(file: string | undefined): string | undefined {
  if (file === undefined) return undefined;
  try {
    return readFileSync(file, 'utf8');
  } catch (thrown) {
    throw new RingproofError('RP_FILE_UNREADABLE', { file, reason: reasonOf(thrown) }, thrown);
  }
}
