import type { Json } from '#core/json';
import { type BackendCall, type BackendRoute, edgeOf, tokenOf, userOf } from '#emulators/platform/backend/caller';
import type { BackendContext } from '#emulators/platform/backend/context';
import { bothSpellings } from '#emulators/platform/backend/spellings';
import { readExperimentForm } from '#emulators/platform/backend/experiment-form';
import type { Experiment } from '#emulators/platform/backend/state';
import { experimentFor } from '#emulators/platform/backend/state-experiment';
import { start, takeWeights } from '#emulators/platform/backend/training';
import { holdFields, list, positiveInteger, text } from '#emulators/platform/http/fields';
import { refuse } from '#emulators/platform/http/route';
import { type Tensor, tensorsProblem } from '#emulators/platform/weights/tensor';

const KEY = '/experiments/:key{[\\w-]+}/';

/** Experiments and their weights. Only `POST /experiments/` is a known path; the others are assumed. */
export const experimentRoutes = (context: BackendContext): BackendRoute[] => {
  const { state, weights } = context;
  const visible = (call: BackendCall): Experiment => {
    const { subject } = tokenOf(call);
    return experimentFor(state, call.params['key'] ?? '', subject.kind === 'user' ? { user: subject.user } : { edge: subject.device.username });
  };
  return [
    {
      method: 'POST',
      path: '/experiments/',
      accepts: ['form'],
      async handle(call) {
        const { key } = await start(context, userOf(call), readExperimentForm(call.body));
        return { status: 201, body: { ...bothSpellings({ experiment_key: key }), budget_warning: null } };
      },
    },
    { method: 'GET', path: KEY, handle: (call) => ({ status: 200, body: experimentView(visible(call)) }) },
    {
      method: 'GET',
      path: `${KEY}weights/`,
      async handle(call) {
        const { key, cycle, currentWeights } = visible(call);
        const tensors = (await weights.get(currentWeights)) ?? refuse({ code: 'not-found' });
        return { status: 200, body: { experimentKey: key, cycle, tensors: tensors as unknown as Json } };
      },
    },
    {
      method: 'POST',
      path: `${KEY}cycles/:cycle{[0-9]+}/weights/`,
      async handle(call) {
        const device = edgeOf(call);
        const experiment = visible(call);
        holdFields(call.body, { edge: text, samples: positiveInteger, tensors: list });
        const problem = tensorsProblem(call.body['tensors']);
        if (problem) refuse({ code: 'invalid', fields: { tensors: [problem] } });
        if (call.body['edge'] !== device.username) refuse({ code: 'permission-denied' });
        const file = await takeWeights(context, experiment, {
          edge: device.username, cycle: Number(call.params['cycle']), samples: Number(call.body['samples']), tensors: call.body['tensors'] as unknown as Tensor[],
        });
        return { status: 201, body: { modelWeightsFile: file } };
      },
    },
  ];
};

export const experimentView = ({ key, status, cycles, cycle, participants }: Experiment): Json => ({
  experimentKey: key, status, cycles, cycle, edges_involved: participants.map(({ edge }) => edge),
});
