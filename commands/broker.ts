import { openLedger, startBroker } from '#broker/index';
import { wholeNumber } from '#commands/args';
import { ledgerFile } from '#commands/broker-of';
import type { Command } from '#commands/context';

const command: Command = {
  usage: '[--port N] [--ledger FILE] [--webhook-allow HOST]',
  about: 'Serves the local ledger as a Pact Broker on loopback. Every Pact client works with it; set PACT_BROKER_BASE_URL to the address printed.',
  flags: {
    port: { type: 'string', value: 'N', help: 'default 0: any free port' },
    ledger: { type: 'string', value: 'FILE', help: 'the ledger file (default .ringproof/ledger.db)' },
    'webhook-allow': { type: 'string', multiple: true, value: 'HOST', help: 'webhooks may call only this host by https, `*.example.org` for all below it, or an origin (http://10.0.0.5:8080) as it stands; repeatable (default: every public host, by https)' },
  },
  async run(args, context) {
    const port = wholeNumber(args, 'port', 0);
    const file = ledgerFile(args, context);
    const ledger = openLedger(file);
    const allow = args.texts('webhook-allow');
    const broker = await startBroker({ ledger, port, ...(allow.length > 0 && { webhooks: { allow } }) });
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
