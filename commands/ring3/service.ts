import type { Command } from '#commands/context';
import { RingproofError } from '#core/errors';
import { nearest } from '#core/nearest';

const command: Command = {
  usage: 'NAME',
  about: `One service of the deployment double, as its containers run it: backend, averaging-service, requests-proxy, jobs-manager.
What the chart tells the real one by the environment, this one reads there too (CLIENT_ID, POD_TOKEN_SIGNING_SECRET …).`,
  flags: {},
  operands: 1,
  async run(args, { env, childOutput }) {
    const { SERVICES, startService } = await import('#ring3/double/services');
    const [asked] = args.positionals;
    if (asked === undefined) throw new RingproofError('RP_USAGE_MISSING', { verb: 'ring3 service', what: `a name: ${SERVICES.join(', ')}` });
    const service = SERVICES.find((one) => one === asked);
    if (!service) throw new RingproofError('RP_USAGE_VALUE', { flag: 'ring3 service', value: asked, expected: `Did you mean ${nearest(asked, [...SERVICES]) ?? ''}? ${SERVICES.join(', ')}.` });
    const listening = await startService(service, env, childOutput);
    return { serving: { address: listening.url, json: { url: listening.url } }, stop: () => listening.close() };
  },
};
export default command;
