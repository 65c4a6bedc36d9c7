import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PactV4 } from '@pact-foundation/pact';
import { type BenchResult, median } from './result.ts';
import type { Contract } from '#core/contract';
import { textExample } from '#core/interaction-match';
import { example } from '#core/matchers';
import { formatPact } from '#core/pact';
import { recordSpecification } from '#engine/index';
import { manyInteractions } from '#engine/testing/many';

const ROUNDS = 3;

/** Recording a contract, against plain Pact with one test for each interaction, as its documentation has it. */
export default async function measure(): Promise<BenchResult[]> {
  const results: BenchResult[] = [];
  for (const count of [100, 500]) {
    const contract = manyInteractions(count);
    const ours: number[] = [];
    const plain: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      ours.push(await seconds(async () => formatPact(await recordSpecification(contract))));
      plain.push(await seconds(() => recordPlainly(contract)));
    }
    const [value, peerValue] = [median(ours), median(plain)];
    const goal = count === 500 ? 5 : 1;
    results.push({
      name: `record ${count} interactions`, value, unit: 's', peer: 'plain @pact-foundation/pact', peerValue,
      ratio: peerValue / value, goal: `≥ ${goal}× faster`, met: peerValue / value >= goal,
    });
  }
  return results;
}

async function recordPlainly(contract: Contract): Promise<void> {
  const dir = mkdtempSync(join(tmpdir(), 'ringproof-bench-'));
  const pact = new PactV4({ consumer: contract.consumer, provider: contract.provider, dir, logLevel: 'error' });
  for (const one of contract.interactions) {
    if (one.kind !== 'http' || !one.request.body || !('json' in one.request.body)) throw new Error('this benchmark has JSON interactions only');
    const { method, path, headers = {}, body } = one.request;
    const answer = one.response.body?.json ?? null;
    await pact.addInteraction().given('a device').uponReceiving(one.description)
      .withRequest(method, textExample(path), (request) => void request.headers(headers as Record<string, string>).jsonBody(body.json))
      .willRespondWith(one.response.status, (response) => void response.jsonBody(answer))
      .executeTest(async (mock) => {
        const sent = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, textExample(value)]));
        const response = await fetch(mock.url + textExample(path), { method, headers: { ...sent, 'content-type': 'application/json' }, body: JSON.stringify(example(body.json)) });
        await response.text();
      });
  }
  rmSync(dir, { recursive: true });
}

async function seconds(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return (performance.now() - started) / 1000;
}
