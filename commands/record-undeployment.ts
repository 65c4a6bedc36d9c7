import { need, pacticipantVersion } from '#commands/args';
import { BROKER_FLAGS, openBroker } from '#commands/broker-of';
import type { Command } from '#commands/context';

const command: Command = {
  usage: 'NAME@VERSION --environment ENV',
  about: 'Says that an application no longer runs in an environment.',
  flags: {
    pacticipant: { type: 'string', value: 'NAME', help: "the application's name" },
    version: { type: 'string', value: 'V', help: 'its version' },
    environment: { type: 'string', value: 'ENV', help: 'the environment' },
    'application-instance': { type: 'string', value: 'NAME', help: 'where several instances of one application run side by side' },
    ...BROKER_FLAGS,
  },
  operands: 1,
  async run(args, context) {
    const { pacticipant, version } = pacticipantVersion('record-undeployment', args);
    const environment = need('record-undeployment', args, 'environment');
    await using broker = openBroker(args, context);
    await broker.recordUndeployment(pacticipant, version, environment, args.text('application-instance'));
    const name = `${pacticipant} ${version} in ${environment}`;
    return { schemaVersion: 1, verb: 'record-undeployment', outcome: 'passed', counts: {}, results: [{ name, outcome: 'passed' }] };
  },
};
export default command;
