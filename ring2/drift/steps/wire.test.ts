import { expect, test } from 'vitest';
import { compareTranscripts } from '#core/compare';
import { type Observation, toTranscript } from '#core/transcript';
import { fieldFacts, manage, settle, transfer } from '#ring2/drift/steps/wire';
import type { Typed } from '#ring2/drift/wire/typed';
import type { Wire, WireDelivery, WireOutcome, WireReceiver, WireSender } from '#ring2/drift/wire/wire';

const outcome = (is: WireOutcome['outcome']): WireOutcome => ({ outcome: is, settled: true });
const NULL: Typed = { type: 'null' };
const sending = (is: WireOutcome['outcome']) => transfer({ send: async () => outcome(is) } as unknown as WireSender, new Uint8Array(), 'step');
const settling = (is: WireOutcome['outcome']) => settle({ settle: async () => outcome(is) } as unknown as WireReceiver, {} as WireDelivery, NULL, 'step');
const asking = (status: number) => manage({ manage: async () => ({ status }) } as unknown as Wire, 'q', 'op', NULL, 'step');
const largest = (bytes: number): AsyncGenerator<Observation> => (async function* () {
  yield { step: 'step', op: 'attach', outcome: 'ok' as const, facts: fieldFacts({ 'max-message-size': { type: 'ulong', value: BigInt(bytes) } }, ['max-message-size']) };
})();

async function transcriptOf(steps: AsyncGenerator<Observation, unknown>) {
  const seen: Observation[] = [];
  for await (const one of steps) seen.push(one);
  return toTranscript('s', seen);
}

test.each<[string, AsyncGenerator<Observation, unknown>, AsyncGenerator<Observation, unknown>, string]>([
  ['takes a message that the reference rejects', sending('accepted'), sending('rejected'), 'permissive'],
  ['rejects a message that the reference takes', sending('rejected'), sending('accepted'), 'strict'],
  ['rejects what the reference releases', sending('rejected'), sending('released'), 'neutral'],
  ['lets a lost lock be settled', settling('released'), settling('rejected'), 'permissive'],
  ['grants what the reference does not find', asking(200), asking(404), 'permissive'],
  ['does not know what the reference grants', asking(501), asking(202), 'strict'],
  ['refuses otherwise', asking(410), asking(404), 'neutral'],
  ['takes larger messages', largest(1_048_576), largest(262_144), 'permissive'],
  ['takes messages of any size', largest(0), largest(262_144), 'permissive'],
  ['takes smaller messages', largest(1024), largest(0), 'strict'],
])('on the wire, a target that %s', async (_story, left, right, direction) => {
  expect(compareTranscripts(await transcriptOf(left), await transcriptOf(right)).map((finding) => finding.direction)).toEqual([direction]);
});
