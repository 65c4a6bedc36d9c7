import { defineContract } from '#core/contract';
import { regex, string } from '#core/matchers';

/**
 * Copy to `<consumer>--<provider>.ts` (or `npm run new contract <consumer>--<provider>`), then describe what the consumer
 * really relies on: a matcher where only the type counts, a plain value where the value itself does.
 */
export default defineContract({
  consumer: 'consumer-name',
  provider: 'provider-name',
  interactions: [
    {
      kind: 'http',
      // One sentence, unique in this contract.
      description: 'one thing is fetched',
      // What must be true at the provider first; the parameters let it be set up with exactly the values used below.
      given: [{ name: 'a thing', params: { id: 1, token: 'dummy-token' } }],
      request: { method: 'GET', path: regex('^/things/\\d+/$', '/things/1/'), headers: { Authorization: regex('^Token \\S+$', 'Token dummy-token') } },
      response: { status: 200, body: { json: { name: string('dummy') } } },
      // fixture | code | doc | old-sdk | assumed; the last two name an owner who can settle them.
      evidence: { kind: 'assumed', source: 'what the guess rests on', owner: 'organisation/repository' },
    },
  ],
});
