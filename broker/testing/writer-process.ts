import { localBroker, openLedger } from '#broker/index';
import { pactText } from '#broker/testing/pacts';

/** A process that publishes many versions, beside another that does the same. */
const [, , file = '', name = '', count = '0'] = process.argv;
using ledger = openLedger(file);
const broker = localBroker(ledger);
for (let index = 0; index < Number(count); index++) {
  await broker.publish({ consumer: 'App', version: `${name}${index}`, pacts: [{ provider: 'Api', text: pactText('App', 'Api', `${name}${index}`) }] });
}
