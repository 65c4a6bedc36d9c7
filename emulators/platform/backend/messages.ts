import { type Json, isObject } from '#core/json';
import type { BackendContext } from '#emulators/platform/backend/context';
import { Implausible } from '#emulators/platform/backend/state-cycle';
import { takeAveraged, takeEpochResult, takeFlops } from '#emulators/platform/backend/training';
import { COMPLETE, type Consumer, type Delivery, type Settlement } from '#emulators/platform/bus';
import { type Tensor, tensorsProblem } from '#emulators/platform/weights/tensor';

/** Listens to what edges and the averaging-service report. What cannot be true is dead-lettered with its reason. */
export function consumeReports(context: BackendContext): Consumer {
  const { bus, queues } = context;
  const consumers = [
    bus.consume(queues.experiments, onlyPlausible(async (body) => takeEpochResult(context, epochResult(body)))),
    bus.consume(queues.flops, onlyPlausible(async (body) => takeFlops(context, flopsReport(body)))),
    bus.consume(queues.averaged, onlyPlausible(async (body) => takeAveraged(context, averagedWeights(body)))),
  ];
  return { close: async () => void (await Promise.all(consumers.map((consumer) => consumer.close()))) };
}

const onlyPlausible = (take: (body: Json) => Promise<void>) => async ({ body }: Delivery): Promise<Settlement> => {
  try {
    await take(body);
    return COMPLETE;
  } catch (error) {
    if (error instanceof Implausible) return { kind: 'dead-letter', reason: 'Implausible', description: error.message };
    throw error;
  }
};

function fields(body: Json): Record<string, Json> {
  if (!isObject(body)) throw new Implausible('the message is not a JSON object');
  return body;
}

function text(body: Record<string, Json>, name: string): string {
  const value = body[name];
  if (typeof value !== 'string' || value === '') throw new Implausible(`${name} is missing`);
  return value;
}

function number(body: Record<string, Json>, name: string): number {
  const value = body[name];
  if (typeof value !== 'number' || !Number.isFinite(value) || value < 0) throw new Implausible(`${name} is not a number from 0 on`);
  return value;
}

function epochResult(message: Json) {
  const body = fields(message);
  const { metrics } = body;
  if (!isObject(metrics) || !Object.values(metrics).every((value) => typeof value === 'number')) throw new Implausible('metrics is not an object of numbers');
  return {
    experimentKey: text(body, 'experimentKey'), edge: text(body, 'edge'), cycle: number(body, 'cycle'), epoch: number(body, 'epoch'),
    metrics: metrics as Record<string, number>,
  };
}

function flopsReport(message: Json) {
  const body = fields(message);
  return { experimentKey: text(body, 'experimentKey'), edge: text(body, 'edge'), cycle: number(body, 'cycle'), flops: number(body, 'flops') };
}

function averagedWeights(message: Json) {
  const body = fields(message);
  const problem = tensorsProblem(body['tensors']);
  if (problem) throw new Implausible(problem);
  return { experimentKey: text(body, 'experimentKey'), cycle: number(body, 'cycle'), tensors: body['tensors'] as unknown as Tensor[] };
}
