import type { Broker } from '#broker/index';
import { need, pacticipantVersion } from '#commands/args';
import { BROKER_FLAGS, openBroker } from '#commands/broker-of';
import type { Command } from '#commands/context';
import { reportOf } from '#commands/report-of';

/** A verb that says of one version whether it runs in an environment. */
export const deploymentVerb = (verb: string, about: string, record: (broker: Broker) => Broker['recordDeployment']): Command => ({
  usage: 'NAME@VERSION --environment ENV',
  about,
  flags: {
    pacticipant: { type: 'string', value: 'NAME', help: "the application's name" },
    version: { type: 'string', value: 'V', help: 'its version' },
    environment: { type: 'string', value: 'ENV', help: 'the environment' },
    'application-instance': { type: 'string', value: 'NAME', help: 'where several instances of one application run side by side' },
    ...BROKER_FLAGS,
  },
  operands: 1,
  async run(args, context) {
    const { pacticipant, version } = pacticipantVersion(verb, args);
    const environment = need(verb, args, 'environment');
    await using broker = openBroker(args, context);
    await record(broker)(pacticipant, version, environment, args.text('application-instance'));
    return reportOf(verb, [{ name: `${pacticipant} ${version} in ${environment}`, outcome: 'passed' }]);
  },
});
