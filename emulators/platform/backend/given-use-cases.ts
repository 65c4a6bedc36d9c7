import type { JsonObject } from '#core/json';
import type { BackendContext } from '#emulators/platform/backend/context';
import type { BackendState, User } from '#emulators/platform/backend/state';
import { signUp } from '#emulators/platform/backend/state-account';
import type { StateSetup } from '#emulators/platform/http/control';
import { params } from '#emulators/platform/http/params';

/** Provider states of sign-ups, use cases and teams. */
export const givenUseCases = ({ state, clock }: BackendContext): Record<string, StateSetup> => ({
  'somebody who has signed up': (given) => {
    const p = params(given);
    signUp(state, { email: p.text('email'), password: p.text('password'), firstName: p.text('firstName', p.text('email')) }, p.text('code'));
  },
  'a use case': (given) => {
    const p = params(given);
    state.useCases.push({
      id: p.number('id'), title: p.text('title', 'dummy use case'), datasetId: p.text('datasetId'), ownerId: userOf(state, p.text('owner')).id, published: p.boolean('published', true),
      invited: texts(given, 'invited'), flopsPerTeam: p.number('flopsPerTeam', 0),
    });
  },
  'a team': (given) => {
    const p = params(given);
    state.teams.push({
      id: p.number('id'), name: p.text('name'), useCaseId: p.number('useCaseId'), members: (texts(given, 'members') ?? []).map((email) => userOf(state, email).id),
      budget: { allocated: p.number('allocated', 0), used: p.number('used', 0) }, inferences: Array.from({ length: p.number('inferencesToday', 0) }, () => clock.now()),
    });
  },
});

function userOf(state: BackendState, email: string): User {
  const user = state.users.find((one) => one.email === email);
  if (!user) throw new Error(`there is no user ${email}; set up the user first`);
  return user;
}

function texts(given: JsonObject, name: string): string[] | null {
  const value = given[name] ?? null;
  if (value === null) return null;
  if (!Array.isArray(value) || !value.every((one) => typeof one === 'string')) throw new Error(`the parameter "${name}" must be a list of strings`);
  return value;
}
