import { ADA, BEN, MEAN, edgeHeaders, json, logIn, start, weightsOf } from '#journeys/experiment';
import { walk } from '#journeys/walk';
import type { Journey } from '#journeys/world';

const participants = [{ ...ADA, behaviour: 'renamed-tensor' }, BEN];

/** What can never be averaged is put aside with its reason, stops nobody else, and an operator can send it again after a repair. */
export const poisonMessage: Journey = {
  name: 'poison-message',
  incident: 'backend#2119 (undated, client#751): an experiment was dead-lettered for good, and its reason had to be known to repair it',
  needs: { participants, averagingRule: 'mean' },
  run: (world) => walk(poisonMessage, world, async (w) => {
    const bus = w.need('bus');
    await bus.send('averaging', 'no cycle at all');
    const headers = await logIn(w, participants);
    const key = await start(w, headers, { participants, epochs: 1 });
    const [nonsense, poisoned] = await bus.deadLetters('averaging', 2);
    w.expect('nonsense is put aside', { reason: 'MalformedMessage', description: 'the message is not a JSON object' }, { ...nonsense });
    w.expect('weights of another model are put aside with their reason', { reason: 'UnknownTensor', body: { experimentKey: key, cycle: 1 } }, { ...poisoned });
    const healthy = await start(w, headers, { participants: [BEN], name: 'healthy', epochs: 1 });
    await w.until('the queue goes on behind it', healthy, { status: 'FINISHED' });

    await w.call('training-pod', 'the edge uploads its weights again, repaired', 201, `/experiments/${key}/cycles/1/weights/`,
      json({ edge: ADA.edge, samples: ADA.samples, tensors: ADA.weights.map((tensor) => ({ ...tensor })) }, await edgeHeaders(w, ADA)));
    w.expect('the operator sends both again', 2, await bus.resubmit('averaging'));
    await w.until('the repaired cycle ends', key, { status: 'FINISHED' });
    w.expect('with the right average', { tensors: MEAN }, await weightsOf(w, headers, key));
    const [still] = await bus.deadLetters('averaging', 1);
    w.expect('what was not repaired is put aside again', { reason: 'MalformedMessage' }, { ...still });
  }),
};
