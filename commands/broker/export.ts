import { openLedger } from '#broker/index';
import { credentialsFor, MOVE_FLAGS, movedReport } from '#commands/broker/moving';
import { ledgerFile } from '#commands/broker-of';
import type { Command } from '#commands/context';

const command: Command = {
  usage: '--to URL [--ledger FILE]',
  about: `Brings everything in the local ledger into a Pact Broker, in its order: applications, versions, branches, tags, labels, pacts, results,
environments, deployments, releases, webhooks. What is there already stays; run again it brings what is missing. What the
broker's API cannot take is counted and told.`,
  flags: { to: { type: 'string', value: 'URL', help: 'the Pact Broker (PACT_BROKER_BASE_URL)' }, ...MOVE_FLAGS },
  async run(args, context) {
    const { signal, progress } = context;
    const credentials = credentialsFor('broker export', 'to', args, context);
    const file = ledgerFile(args, context);
    // Exporting a ledger that is not there would make one.
    (await import('#broker/ledger/life/snapshot')).openExisting(file).close();
    const [{ httpTo }, { historyFrom }, { historyOf }, { intoBroker }, { move }, { untoldBy }] = await Promise.all([
      import('#broker/remote/http'), import('#broker/moving/read-broker'), import('#broker/moving/read-ledger'), import('#broker/moving/into-broker'), import('#broker/moving/move'), import('#broker/moving/untold'),
    ]);
    using ledger = openLedger(file);
    const http = httpTo(credentials);
    const source = historyOf(ledger);
    const moved = await move(source, intoBroker(http, () => historyFrom(http, progress)), { phased: true, progress, signal });
    return movedReport('broker export', `${file} to ${http.baseUrl}`, moved, untoldBy(ledger, source, moved));
  },
};
export default command;
