import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import record from '#commands/record';
import { room } from '#commands/testing/call';
import { parsePact, provenanceOf } from '#core/pact';

/** A program that sends through Microsoft's own client, as the requests-proxy does. */
const sending = (messages: string) => ['--by', 'a sender', '--', process.execPath, '--input-type=module', '-e', `
  const { ServiceBusClient } = await import(${JSON.stringify(import.meta.resolve('@azure/service-bus'))});
  const client = new ServiceBusClient(process.env.SERVICEBUS_CONNECTION_STRING);
  const send = (queue, body) => client.createSender(queue).sendMessages({ body, contentType: 'application/json' });
  ${messages}
  await client.close();`];
const RESULT = `await send('experiments', { experimentKey: 'e', edge: 'real-edge', cycle: 1, epoch: 2, metrics: { loss: 0.1, accuracy: 0.9 } });`;
const FLOPS = `await send('flops', { experimentKey: 'e', edge: 'real-edge', cycle: 1, flops: 12.5 });`;

it('a program that only sends is recorded: every message of the contract was on the bus, none of it is in the pact', { timeout: 60_000 }, async () => {
  using here = room();
  const report = await here.call(record, 'requests-proxy--service-bus', ...sending(RESULT + FLOPS));
  expect(report.results).toMatchObject([{ outcome: 'passed', details: { interactions: 2, recorded: 2 } }]);
  const text = readFileSync(join(here.cwd, 'pacts/requests-proxy--service-bus.json'), 'utf8');
  expect(parsePact(text, 'x').interactions.map((one) => provenanceOf(one)?.by)).toEqual(['a sender', 'a sender']);
  expect(text).not.toContain('real-edge');
});

it.each([
  ['sends a wrong field', RESULT + FLOPS.replace('12.5', `'much'`), 'RP_CONSUMER_UNEXPECTED', '$.flops: expected a number, got "much"'],
  ['sends one message only', RESULT, 'RP_RECORD_MISMATCH', ''],
  ['sends nothing', '', 'RP_CONSUMER_SILENT', ''],
])('a program that %s: nothing is written', { timeout: 60_000 }, async (_, messages, code, words) => {
  using here = room();
  await expect(here.call(record, 'requests-proxy--service-bus', ...sending(messages))).rejects.toMatchObject({ code, advice: expect.stringContaining(words) as string });
  expect(existsSync(join(here.cwd, 'pacts'))).toBe(false);
});
