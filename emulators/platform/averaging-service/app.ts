import { Hono } from 'hono';
import type { ProviderState } from '#core/contract';
import { type AveragingContext, averageCycle } from '#emulators/platform/averaging-service/service';
import { AVERAGING_RULES, type AveragingRule } from '#emulators/platform/averaging-service/state-average';
import { jsonMessage } from '#emulators/platform/bus';
import { captureBus, onlyMessage } from '#emulators/platform/bus-capture';
import { type ProducedMessage, addControl, virtual } from '#emulators/platform/http/control';
import { params } from '#emulators/platform/http/params';
import { memoryStore, weightsFile } from '#emulators/platform/weights/store';
import type { Tensor } from '#emulators/platform/weights/tensor';

const STATE = 'a cycle whose weights are complete';

/** The averaging-service speaks over the bus only; this face is for verifiers. */
export function averagingApp(context: AveragingContext): Hono {
  const app = new Hono();
  const averaged = (states: ProviderState[]) => averagedMessage(context, states);
  addControl(app, {
    self: virtual('averaging-service'),
    // The cycle lives in the message's own store: nothing to prepare here but that the state is a known one.
    states: { [STATE]: (given) => void ruleOf(params(given).text('rule')) },
    reset: () => undefined,
    messages: Object.fromEntries(AVERAGING_RULES.map((rule) => [`the averaged weights of a cycle by the rule ${rule}`, averaged])),
  });
  return app;
}

/** Puts the participants' weights on a share of its own, averages them as the service does, and catches what it sends. */
async function averagedMessage({ queues }: AveragingContext, states: ProviderState[]): Promise<ProducedMessage> {
  const state = states.find(({ name }) => name === STATE);
  if (!state) throw new Error(`this message needs the provider state "${STATE}"`);
  const given = params(state.params ?? {});
  const [experimentKey, cycle] = [given.text('experimentKey'), given.number('cycle')];
  const context: AveragingContext = { bus: captureBus(), queues, weights: memoryStore(), rule: ruleOf(given.text('rule')) };
  const participants = [];
  for (const row of given.objects('participants')) {
    const [edge, samples] = [params(row).text('edge'), params(row).number('samples')];
    const file = weightsFile(edge, experimentKey, cycle);
    await context.weights.put(file, params(row).objects('tensors') as unknown as Tensor[]);
    participants.push({ edge, samples, weightsFile: file });
  }
  const settlement = await averageCycle(context, jsonMessage({ experimentKey, cycle, participants }));
  if (settlement.kind !== 'complete') throw new Error(`the cycle was dead-lettered: ${settlement.reason}: ${settlement.description}`);
  return onlyMessage(context.bus as ReturnType<typeof captureBus>);
}

function ruleOf(text: string): AveragingRule {
  const rule = AVERAGING_RULES.find((one) => one === text);
  if (!rule) throw new Error(`there is no averaging rule "${text}"; known: ${AVERAGING_RULES.join(', ')}`);
  return rule;
}
