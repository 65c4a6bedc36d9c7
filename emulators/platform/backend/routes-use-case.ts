import type { Json, JsonObject } from '#core/json';
import { type BackendCall, type BackendRoute, userOf } from '#emulators/platform/backend/caller';
import type { BackendContext } from '#emulators/platform/backend/context';
import type { UseCase } from '#emulators/platform/backend/state';
import { createUseCase, invite, join, publish, useCasesFor, visibleUseCase } from '#emulators/platform/backend/state-use-case';
import { teamView } from '#emulators/platform/backend/team-view';
import { count, holdFields, list, oneOf, text, textOf } from '#emulators/platform/http/fields';

const ONE = '/use-cases/:id{[0-9]+}/';
const idOf = (call: BackendCall): number => Number(call.params['id']);

/** Use cases: publish, invite, join. The paths are assumed. */
export const useCaseRoutes = ({ state, ids }: BackendContext): BackendRoute[] => [
  { method: 'GET', path: '/use-cases/', handle: (call) => ({ status: 200, body: useCasesFor(state, userOf(call)).map(view) }) },
  {
    method: 'POST',
    path: '/use-cases/',
    handle(call) {
      const { body } = call;
      holdFields(body, { title: text, dataset_key: text, privacy: oneOf(['public', 'private']), flops_per_team: count }, { invited: addresses });
      const invited = body['privacy'] === 'public' ? null : [...((body['invited'] ?? []) as string[])];
      const useCase = createUseCase(state, userOf(call), { title: textOf(body, 'title'), datasetId: textOf(body, 'dataset_key'), invited, flopsPerTeam: Number(body['flops_per_team']) });
      return { status: 201, body: view(useCase) };
    },
  },
  { method: 'GET', path: ONE, handle: (call) => ({ status: 200, body: view(visibleUseCase(state, userOf(call), idOf(call))) }) },
  { method: 'POST', path: `${ONE}publish/`, handle: (call) => ({ status: 200, body: view(publish(state, userOf(call), idOf(call))) }) },
  {
    method: 'POST',
    path: `${ONE}invites/`,
    handle(call) {
      holdFields(call.body, { email: text });
      invite(state, userOf(call), idOf(call), textOf(call.body, 'email'), ids.token());
      return { status: 201, body: { email: textOf(call.body, 'email') } };
    },
  },
  {
    method: 'POST',
    path: `${ONE}join/`,
    handle(call) {
      holdFields(call.body, { team: text });
      return { status: 201, body: teamView(state, join(state, userOf(call), idOf(call), textOf(call.body, 'team'))) };
    },
  },
];

const addresses = (value: Json): string | undefined => list(value) ?? (Array.isArray(value) && value.every((one) => text(one) === undefined) ? undefined : 'Not a list of addresses.');

const view = ({ id, title, datasetId, published, invited, flopsPerTeam }: UseCase): JsonObject => ({
  id, title, dataset_key: datasetId, privacy: invited === null ? 'public' : 'private', published, flops_per_team: flopsPerTeam,
});
