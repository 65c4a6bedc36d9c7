// All fast drift scenarios, an emulator over TCP against one over WebSocket, twice on each side, by every client library that is
// installed: the JavaScript client always, Python's with RINGPROOF_PYTHON, raw AMQP (go-amqp, both transports at once) with RINGPROOF_GO_DRIFT.
import { runDrift } from '#ring2/drift/run';
import { loadScenarios, selectScenarios } from '#ring2/drift/scenarios';
import type { DriftTarget } from '#ring2/drift/target';
import { parseTarget } from '#ring2/drift/targets';
import { threadsFor } from '#ring2/drift/threads/players';
import type { BenchResult } from './result.ts';

const LIMIT_S = 15;
interface Way { driver: string; left: string; right: string }

const WAYS: Way[] = [
  { driver: 'azure-sdk-js', left: 'emulator:tcp', right: 'emulator:ws' },
  ...(process.env['RINGPROOF_PYTHON'] ? [{ driver: 'azure-sdk-python', left: 'emulator:tcp', right: 'emulator:ws' }] : []),
  ...(process.env['RINGPROOF_GO_DRIFT'] ? [{ driver: 'amqp-go', left: 'emulator:tcp', right: 'emulator:ws' }] : []),
];

export default async function measure(): Promise<BenchResult[]> {
  const seconds: number[] = [];
  for (const { driver, left, right } of WAYS) {
    const started = performance.now();
    const targets = [left, right].map((side) => parseTarget(side, { driver })) as [DriftTarget, DriftTarget];
    const { counts } = await runDrift({ left: targets[0], right: targets[1], tier: 'fast', payloads: [], threads: threadsFor(targets, selectScenarios(await loadScenarios(), '*', 'fast').length) });
    if (counts['failed'] !== 0) throw new Error(`${driver}: ${counts['failed']} scenarios drift`);
    seconds.push((performance.now() - started) / 1000);
  }
  const value = seconds.reduce((sum, one) => sum + one, 0);
  const name = `all fast drift scenarios by ${WAYS.length} of 4 ways (${WAYS.map(({ driver, left }, index) => `${driver} ${left}: ${seconds[index]?.toFixed(1)} s`).join(', ')})`;
  return [{ name, value, unit: 's', peer: 'limit', peerValue: LIMIT_S, ratio: LIMIT_S / value, goal: '≥ 1', met: WAYS.length === 4 && value <= LIMIT_S }];
}
