import { type RunningBroker, localBroker, openLedger, startBroker } from '#broker/index';
import { pactText } from '#broker/testing/pacts';

const NAME_AS_LONG_AS_SOME_ARE = `a-service-${'with-a-name-without-end-'.repeat(8)}`;
const PACT = '/pacts/provider/Api/consumer/App';

/** Every page of the broker, with something on it. */
export const PAGES = [
  '/', '/pacticipants', '/pacticipants/Api', '/timeline', '/environments', '/matrix', '/matrix/provider/Api/consumer/App', `/matrix/provider/Api/consumer/${NAME_AS_LONG_AS_SOME_ARE}`,
  `${PACT}/version/2`, `${PACT}/latest`, `${PACT}/version/2/diff/previous-distinct`, `${PACT}/version/2/diff/version/1`,
];

/** A broker with pacts, results that failed and others, and versions in environments; stopped with what it holds. */
export async function inhabitedBroker(): Promise<RunningBroker> {
  const ledger = openLedger(':memory:');
  const broker = localBroker(ledger);
  const publish = (consumer: string, version: string, says: string) => broker.publish({ consumer, version, branch: 'main', pacts: [{ provider: 'Api', text: pactText(consumer, 'Api', says) }] });
  await publish('App', '1', 'x'.repeat(3000));
  await publish('App', '2', 'changed');
  await publish(NAME_AS_LONG_AS_SOME_ARE, '1', 'x');
  for (const [name, production] of [['test', false], ['prod', true]] as const) await broker.createEnvironment(name, production);
  for (const { publishUrl, consumer } of await broker.pactsForVerification({ provider: 'Api', selectors: [{ latest: true }] })) {
    for (let build = 0; build < 25; build++) {
      const success = consumer !== 'App' || build % 2 === 0;
      await broker.recordVerification({ success, providerVersion: `build-${build}`, providerBranch: 'main', grade: 'stub', publishUrl,
        testResults: [{ success, interactionDescription: 'a login', mismatches: success ? [] : [{ attribute: 'body', identifier: '$.says', description: `Expected 'changed' but got '${'y'.repeat(300)}'` }] }] });
    }
  }
  await broker.recordDeployment('App', '2', 'prod');
  await broker.recordDeployment('Api', 'build-2', 'test', 'blue');
  const server = await startBroker({ ledger });
  const stop = async () => {
    await server.stop();
    ledger.close();
  };
  return { ...server, stop, [Symbol.asyncDispose]: stop };
}
