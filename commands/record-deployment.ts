import { need, pacticipantVersion } from '#commands/args';
import { BROKER_FLAGS, openBroker } from '#commands/broker-of';
import type { Command } from '#commands/context';

const command: Command = {
  usage: 'NAME@VERSION --environment ENV',
  about: 'Says that a version now runs in an environment, in place of the version before it.',
  flags: {
    pacticipant: { type: 'string', value: 'NAME', help: "the application's name" },
    version: { type: 'string', value: 'V', help: 'its version' },
    environment: { type: 'string', value: 'ENV', help: 'the environment' },
    'application-instance': { type: 'string', value: 'NAME', help: 'where several instances of one application run side by side' },
    ...BROKER_FLAGS,
  },
  operands: 1,
  async run(args, context) {
    const { pacticipant, version } = pacticipantVersion('record-deployment', args);
    const environment = need('record-deployment', args, 'environment');
    await using broker = openBroker(args, context);
    await broker.recordDeployment(pacticipant, version, environment, args.text('application-instance'));
    const name = `${pacticipant} ${version} in ${environment}`;
    return { schemaVersion: 1, verb: 'record-deployment', outcome: 'passed', counts: {}, results: [{ name, outcome: 'passed' }] };
  },
};
export default command;
