import { type Json, isObject } from '#core/json';
import { type AveragingRule, type Contribution, Unaverageable, average } from '#emulators/platform/averaging-service/state-average';
import { type Bus, COMPLETE, type Consumer, type Delivery, type Queues, type Settlement, jsonMessage } from '#emulators/platform/bus';
import type { WeightsStore } from '#emulators/platform/weights/store';

export interface AveragingContext {
  bus: Bus;
  queues: Queues;
  weights: WeightsStore;
  rule: AveragingRule;
}

interface AveragingRequest {
  experimentKey: string;
  cycle: number;
  participants: { edge: string; samples: number; weightsFile: string }[];
}

/** Takes cycles from the averaging queue, one at a time. */
export const consumeCycles = (context: AveragingContext): Consumer =>
  context.bus.consume(context.queues.averaging, (delivery) => averageCycle(context, delivery));

/** Averages one cycle and sends the result. What can never be averaged is dead-lettered with its reason; the rest is tried again. */
export async function averageCycle({ bus, queues, weights, rule }: AveragingContext, delivery: Pick<Delivery, 'body'>): Promise<Settlement> {
  const request = readRequest(delivery.body);
  if (typeof request === 'string') return { kind: 'dead-letter', reason: 'MalformedMessage', description: request };
  const { experimentKey, cycle, participants } = request;
  const contributions: Contribution[] = [];
  for (const { edge, samples, weightsFile } of participants) {
    const tensors = await weights.get(weightsFile);
    if (!tensors) return { kind: 'dead-letter', reason: 'MissingWeights', description: `${weightsFile} is not on the share` };
    contributions.push({ edge, samples, tensors });
  }
  try {
    const tensors = average(rule, contributions);
    await bus.send(queues.averaged, jsonMessage({
      experimentKey, cycle, rule, participants: contributions.map(({ edge }) => edge), tensors: tensors as unknown as Json,
    }));
    return COMPLETE;
  } catch (error) {
    if (error instanceof Unaverageable) return { kind: 'dead-letter', reason: error.reason, description: error.message };
    throw error;
  }
}

/** The request in a message, or what is wrong with it. */
export function readRequest(body: Json): AveragingRequest | string {
  if (!isObject(body)) return 'the message is not a JSON object';
  const { experimentKey, cycle, participants } = body;
  if (typeof experimentKey !== 'string' || !Number.isInteger(cycle)) return 'experimentKey or cycle is missing';
  if (!Array.isArray(participants) || participants.length === 0) return 'participants is missing';
  for (const participant of participants) {
    if (!isObject(participant) || typeof participant['edge'] !== 'string' || typeof participant['weightsFile'] !== 'string' || typeof participant['samples'] !== 'number') {
      return 'a participant lacks edge, samples or weightsFile';
    }
  }
  return body as unknown as AveragingRequest;
}
