import { openLedger } from '#broker/index';
import { credentialsFor, MOVE_FLAGS, movedReport } from '#commands/broker/moving';
import { ledgerFile } from '#commands/broker-of';
import type { Command } from '#commands/context';

const command: Command = {
  usage: '--from URL [--ledger FILE]',
  about: `Brings everything that a Pact Broker's API tells into the local ledger, in its order and with its dates: applications, versions,
branches, tags, labels, pacts, results, environments, deployments, releases, webhooks. What is there already stays; run again it
brings what is missing. What the API does not tell is counted and told.`,
  flags: { from: { type: 'string', value: 'URL', help: 'the Pact Broker (PACT_BROKER_BASE_URL)' }, ...MOVE_FLAGS },
  async run(args, context) {
    const { clock, signal, progress } = context;
    const credentials = credentialsFor('broker import', 'from', args, context);
    const [{ httpTo }, { historyFrom }, { intoLedger }, { move }, { untoldOf }] = await Promise.all([
      import('#broker/remote/http'), import('#broker/moving/read-broker'), import('#broker/moving/into-ledger'), import('#broker/moving/move'), import('#broker/moving/untold'),
    ]);
    const http = httpTo(credentials);
    const source = await historyFrom(http, progress);
    const sundial = { now: 0 };
    const file = ledgerFile(args, context);
    using ledger = openLedger(file, { ...clock, now: () => sundial.now });
    const moved = await move(source, intoLedger(ledger, sundial), { phased: false, progress, signal });
    return movedReport('broker import', `${http.baseUrl} to ${file}`, moved, untoldOf(source));
  },
};
export default command;
