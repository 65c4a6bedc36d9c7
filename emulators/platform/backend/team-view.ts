import type { JsonObject } from '#core/json';
import type { BackendState, Team } from '#emulators/platform/backend/state';

/** A team as its members see it; the fields are assumed. */
export const teamView = (state: BackendState, { id, name, useCaseId, members, budget }: Team): JsonObject => ({
  team_id: id, name, use_case_id: useCaseId, flops_allocated: budget.allocated, flops_used: budget.used,
  members: state.users.filter((user) => members.includes(user.id)).map(({ email }) => email),
});
