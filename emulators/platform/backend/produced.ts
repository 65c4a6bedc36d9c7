import type { ProviderState } from '#core/contract';
import type { JsonObject } from '#core/json';
import type { BackendContext } from '#emulators/platform/backend/context';
import type { Experiment, User } from '#emulators/platform/backend/state';
import { start, takeWeights } from '#emulators/platform/backend/training';
import type { ProducedMessage } from '#emulators/platform/http/control';
import { params } from '#emulators/platform/http/params';
import { onlyMessage } from '#emulators/platform/bus-capture';
import type { CaptureBus } from '#emulators/platform/bus-capture';
import type { Tensor } from '#emulators/platform/weights/tensor';

/** A backend of its own in the given states, whose bus remembers what the operation sends. */
export type InStates = (states: ProviderState[]) => Promise<{ context: BackendContext; bus: CaptureBus }>;
type Messages = Readonly<Record<string, (states: ProviderState[]) => Promise<ProducedMessage>>>;

const SCIENTIST: User = {
  id: 1, email: 'ada@example.test', password: null, firstName: 'Ada', account: 'example', accountId: 1, isAccountAdmin: false, canWriteClients: true, active: true,
};

/** Every message the backend sends, by its description in the contracts: the operation runs for real and its message is caught. */
export const backendMessages = (inStates: InStates): Messages => ({
  'all participants of a cycle have uploaded their weights': async (states) => {
    const { context, bus } = await inStates(states);
    const given = paramsOf(states, 'a cycle waiting for its last participant');
    const experiment = context.state.experiments.get(params(given).text('experimentKey')) as Experiment;
    for (const row of params(given).objects('participants')) {
      const p = params(row);
      await takeWeights(context, experiment, { edge: p.text('edge'), cycle: experiment.cycle, samples: p.number('samples'), tensors: p.objects('tensors') as unknown as Tensor[] });
    }
    return onlyMessage(bus);
  },
  'an edge is told to train a cycle': async (states) => {
    const { context, bus } = await inStates(states);
    const given = params(paramsOf(states, 'an experiment ready to start'));
    context.ids.experimentKey = () => given.text('experimentKey');
    await start(context, SCIENTIST, {
      name: 'dummy-experiment', datasetId: given.text('datasetId'), modelName: given.text('modelName'), epochs: given.number('epochs'),
      cycles: given.number('cycles'), dataPerEdge: given.object<number>('edges'),
    });
    return onlyMessage(bus);
  },
});

function paramsOf(states: ProviderState[], name: string): JsonObject {
  const state = states.find((one) => one.name === name);
  if (!state) throw new Error(`this message needs the provider state "${name}"`);
  return state.params ?? {};
}
