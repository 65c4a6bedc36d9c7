import { type BackendRoute, userOf } from '#emulators/platform/backend/caller';
import type { BackendContext } from '#emulators/platform/backend/context';
import { mergeTeams, teamFor } from '#emulators/platform/backend/state-team';
import { teamView } from '#emulators/platform/backend/team-view';
import { holdFields, positiveInteger } from '#emulators/platform/http/fields';

const ONE = '/teams/:id{[0-9]+}/';

/** Teams and their FLOPs. The paths are assumed. */
export const teamRoutes = ({ state, rules }: BackendContext): BackendRoute[] => [
  { method: 'GET', path: ONE, handle: (call) => ({ status: 200, body: teamView(state, teamFor(state, userOf(call), Number(call.params['id']))) }) },
  {
    method: 'POST',
    path: `${ONE}merge/`,
    handle(call) {
      holdFields(call.body, { team_id: positiveInteger });
      return { status: 200, body: teamView(state, mergeTeams(state, userOf(call), Number(call.params['id']), Number(call.body['team_id']), rules)) };
    },
  },
];
