import { need } from '#commands/args';
import { BROKER_FLAGS, openBroker } from '#commands/broker-of';
import type { Command } from '#commands/context';
import { appVersion, branchName } from '#commands/git';
import { reportOf } from '#commands/report-of';
import { TARGET_FLAGS, targetOf } from '#commands/target-of';
import { type PublishResultsAs, verifyProvider } from '#commands/verify-provider';

const command: Command = {
  usage: '--provider P --provider-base-url URL [--publish-verification-results]',
  about: `Replays the pacts of a provider against it, with Pact's own verifier: those of its consumers' main branches and of
every version deployed or released. A provider state that cannot be set up is never a pass.`,
  flags: {
    provider: { type: 'string', value: 'P', help: "the provider's name in the pacts" },
    ...TARGET_FLAGS,
    'consumer-version-branch': { type: 'string', multiple: true, value: 'B', help: "verify the pacts of this branch of the consumers instead; may be repeated" },
    'publish-verification-results': { type: 'boolean', help: 'store the result in the broker' },
    'provider-app-version': { type: 'string', value: 'V', help: "the provider's version (GIT_COMMIT; default: the checked-out commit)" },
    'provider-branch': { type: 'string', value: 'B', help: "the provider's branch (GIT_BRANCH)" },
    'build-url': { type: 'string', value: 'URL', help: 'the build that verifies' },
    ...BROKER_FLAGS,
  },
  async run(args, context) {
    const provider = need('verify', args, 'provider');
    const target = await targetOf('verify', args);
    const branch = branchName(args, context, 'provider-branch');
    const buildUrl = args.text('build-url');
    const publishAs: PublishResultsAs | undefined = args.on('publish-verification-results')
      ? { version: appVersion('verify', args, context, 'provider-app-version'), ...(branch && { branch }), ...(buildUrl && { buildUrl }) }
      : undefined;
    const selectors = args.texts('consumer-version-branch').map((name) => ({ branch: name }));
    await using broker = openBroker(args, context);
    const results = await verifyProvider({ broker, provider, target, selectors, ...(publishAs && { publishAs }) }, context);
    return reportOf('verify', results);
  },
};
export default command;
