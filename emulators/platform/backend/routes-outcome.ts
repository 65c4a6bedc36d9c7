import type { Json } from '#core/json';
import { type BackendRoute, userOf } from '#emulators/platform/backend/caller';
import type { BackendContext } from '#emulators/platform/backend/context';
import { bothSpellings } from '#emulators/platform/backend/spellings';
import type { Experiment } from '#emulators/platform/backend/state';
import { experimentFor, leaderboard } from '#emulators/platform/backend/state-experiment';
import { refuse } from '#emulators/platform/http/route';

/** Labels as the SDK's documentation shows them; the numbers behind them are not public. */
const STATUS: Record<Experiment['status'], { status: number; status_display: string }> = {
  PENDING: { status: 1, status_display: 'Pending' }, RUNNING: { status: 2, status_display: 'Running' },
  PAUSED: { status: 4, status_display: 'Paused' }, FINISHED: { status: 3, status_display: 'Completed' },
};

/** What a data scientist sees of a run: its state (shape of SDK 1.2.63) and the leaderboard (assumed). */
export const outcomeRoutes = ({ state }: BackendContext): BackendRoute[] => [
  {
    method: 'GET',
    path: '/experiment-status/:key{[\\w-]+}/',
    handle(call) {
      const { key, status } = experimentFor(state, call.params['key'] ?? '', { user: userOf(call) });
      return { status: 200, body: { ...bothSpellings({ experiment_key: key }), ...STATUS[status], category: null, reason: null } };
    },
  },
  {
    // Cycle records carry their weights file (tracebloc/cli docs/rfcs/0001 7.10); path and the other fields are assumed.
    method: 'GET',
    path: '/experiments/:key{[\\w-]+}/cycles/',
    handle(call) {
      const { finishedCycles } = experimentFor(state, call.params['key'] ?? '', { user: userOf(call) });
      return { status: 200, body: { results: finishedCycles as unknown as Json } };
    },
  },
  {
    method: 'GET',
    path: '/leaderboard/',
    handle(call) {
      userOf(call);
      const datasetId = call.query['dataset_id'] ?? '';
      if (!state.datasets.has(datasetId)) refuse({ code: 'no-such-dataset' });
      return { status: 200, body: { results: leaderboard(state, datasetId) as unknown as Json } };
    },
  },
];
