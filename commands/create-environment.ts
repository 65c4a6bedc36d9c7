import { need } from '#commands/args';
import { BROKER_FLAGS, openBroker } from '#commands/broker-of';
import type { Command } from '#commands/context';
import { reportOf } from '#commands/report-of';

const command: Command = {
  usage: '--name NAME [--production]',
  about: 'Names an environment, such as `test` or `production`, so that deployments to it can be recorded.',
  flags: {
    name: { type: 'string', value: 'NAME', help: 'unique, without spaces' },
    production: { type: 'boolean', help: 'it is a production environment' },
    ...BROKER_FLAGS,
  },
  operands: 1,
  async run(args, context) {
    const name = need('create-environment', args, 'name', args.positionals[0]);
    await using broker = openBroker(args, context);
    await broker.createEnvironment(name, args.on('production'));
    return reportOf('create-environment', [{ name: `environment ${name}`, outcome: 'passed' }]);
  },
};
export default command;
