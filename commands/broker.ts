import { openLedger, startBroker } from '#broker/index';
import { wholeNumber } from '#commands/args';
import { ledgerFile } from '#commands/broker-of';
import type { Command } from '#commands/context';

const command: Command = {
  usage: '[--port N] [--ledger FILE]',
  about: 'Serves the local ledger as a Pact Broker on loopback. Every Pact client works with it; set PACT_BROKER_BASE_URL to the address printed.',
  flags: {
    port: { type: 'string', value: 'N', help: 'default 0: any free port' },
    ledger: { type: 'string', value: 'FILE', help: 'the ledger file (default .ringproof/ledger.db)' },
  },
  async run(args, context) {
    const port = wholeNumber(args, 'port', 0);
    const file = ledgerFile(args, context);
    const ledger = openLedger(file);
    const broker = await startBroker({ ledger, port });
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
