import { pacticipantVersion } from '#commands/args';
import { BROKER_FLAGS, openBroker } from '#commands/broker-of';
import type { Command } from '#commands/context';
import { DEMAND_FLAGS, demandOf, verdictReport } from '#commands/verdict';

const command: Command = {
  usage: 'NAME@VERSION',
  about: `Says whether a version works with the latest version of every other application's main branch, wherever that runs: yes (0),
no (1), unknown (3), explained as by can-i-deploy. For a pull request, before anything is deployed.`,
  flags: {
    pacticipant: { type: 'string', value: 'NAME', help: "the application's name" },
    version: { type: 'string', value: 'V', help: 'the version to merge' },
    ...DEMAND_FLAGS,
    ...BROKER_FLAGS,
  },
  operands: 1,
  async run(args, context) {
    const asked = pacticipantVersion('can-i-merge', args);
    const demand = demandOf('can-i-merge', args, context);
    await using broker = openBroker(args, context);
    return await verdictReport(broker, { verb: 'can-i-merge', name: `${asked.pacticipant} ${asked.version} to the main branch`, ...asked }, await broker.canIMerge({ ...asked, ...demand }));
  },
};
export default command;
