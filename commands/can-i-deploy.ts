import { need, pacticipantVersion } from '#commands/args';
import { BROKER_FLAGS, openBroker } from '#commands/broker-of';
import type { Command } from '#commands/context';
import { DEMAND_FLAGS, demandOf, verdictReport } from '#commands/verdict';

const command: Command = {
  usage: 'NAME@VERSION --to-environment ENV',
  about: `Says whether a version works with everything that runs in an environment: yes (0), no (1), unknown (3). Every reason comes with
what failed and since when, whose turn it is, and the command to run next.`,
  flags: {
    pacticipant: { type: 'string', value: 'NAME', help: "the application's name" },
    version: { type: 'string', value: 'V', help: 'the version to deploy' },
    'to-environment': { type: 'string', value: 'ENV', help: 'where to' },
    ...DEMAND_FLAGS,
    ...BROKER_FLAGS,
  },
  operands: 1,
  async run(args, context) {
    const asked = { ...pacticipantVersion('can-i-deploy', args), environment: need('can-i-deploy', args, 'to-environment') };
    const demand = demandOf('can-i-deploy', args, context);
    await using broker = openBroker(args, context);
    const answer = await broker.canIDeploy({ ...asked, ...demand });
    return await verdictReport(broker, { verb: 'can-i-deploy', name: `${asked.pacticipant} ${asked.version} to ${asked.environment}`, ...asked }, answer);
  },
};
export default command;
