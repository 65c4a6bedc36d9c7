import { averagingGolden } from '#ring1/averaging-service/golden';
import { podLifecycle } from '#ring1/client-runtime/pod-lifecycle';
import { trainingJob } from '#ring1/client-runtime/training-job';
import { ingestions } from '#ring1/data-ingestors/ingestions';
import { flopsAutoStop } from '#ring1/flows/flops-auto-stop';
import { heartbeatToLeaderboard } from '#ring1/flows/heartbeat-to-leaderboard';
import { inference } from '#ring1/flows/inference';
import { signupToExperiment } from '#ring1/flows/signup-to-experiment';
import { teamMerge } from '#ring1/flows/team-merge';
import { frontendPages } from '#ring1/frontend-app/pages';
import { sdkSession } from '#ring1/sdk/sdk-session';
import { categoryMessages } from '#ring1/training/category-messages';
import { taskLoops } from '#ring1/training/task-loops';
import type { Row } from '#ring1/row';

/** The rows of the epic's Ring 1 table that run here, in its order. */
export const ROWS: readonly Row[] = [signupToExperiment, flopsAutoStop, heartbeatToLeaderboard, teamMerge, inference, sdkSession, categoryMessages, taskLoops, trainingJob, podLifecycle, averagingGolden, ingestions, frontendPages];
