import type { BackendState, Team, UseCase, User } from '#emulators/platform/backend/state';
import { domainOf } from '#emulators/platform/backend/state-account';
import { refuse } from '#emulators/platform/http/route';

// Public or private with a list of addresses: docs define.mdx; domains on that list: the epic. The rest is assumed.

/** A draft that only its owner sees. @throws Refused `no-such-dataset` */
export function createUseCase(state: BackendState, owner: User, wanted: Pick<UseCase, 'title' | 'datasetId' | 'invited' | 'flopsPerTeam'>): UseCase {
  if (!state.datasets.has(wanted.datasetId)) refuse({ code: 'no-such-dataset' });
  const useCase: UseCase = { id: Math.max(0, ...state.useCases.map(({ id }) => id)) + 1, ownerId: owner.id, published: false, ...wanted };
  state.useCases.push(useCase);
  return useCase;
}

/** @throws Refused `not-found`, `permission-denied` */
export function publish(state: BackendState, user: User, id: number): UseCase {
  const useCase = ownUseCase(state, user, id);
  useCase.published = true;
  return useCase;
}

/** Puts an address on the list of a private use case and writes to it. @throws Refused `not-found`, `permission-denied` */
export function invite(state: BackendState, user: User, id: number, email: string, code: string): UseCase {
  const useCase = ownUseCase(state, user, id);
  if (useCase.invited && !useCase.invited.includes(email)) useCase.invited.push(email);
  state.outbox.push({ to: email, kind: 'invitation', code });
  return useCase;
}

/** A team of one's own in a use case, with what every team is given. @throws Refused `not-found`, `invalid` */
export function join(state: BackendState, user: User, id: number, name: string): Team {
  const useCase = visibleUseCase(state, user, id);
  if (!useCase.published) refuse({ code: 'not-found' });
  const others = state.teams.filter(({ useCaseId }) => useCaseId === id);
  if (others.some(({ members }) => members.includes(user.id))) refuse({ code: 'invalid', fields: { non_field_errors: ['You have joined this use case already.'] } });
  if (others.some((team) => team.name === name)) refuse({ code: 'invalid', fields: { team: ['A team with this name already exists.'] } });
  const team: Team = {
    id: Math.max(0, ...state.teams.map((one) => one.id)) + 1, name, useCaseId: id, members: [user.id], budget: { allocated: useCase.flopsPerTeam, used: 0 }, inferences: [],
  };
  state.teams.push(team);
  return team;
}

/** Who may not see a use case is not told that it is there. @throws Refused `not-found` */
export function visibleUseCase(state: BackendState, user: User, id: number): UseCase {
  const useCase = state.useCases.find((one) => one.id === id);
  return useCase && isVisible(useCase, user) ? useCase : refuse({ code: 'not-found' });
}

export const useCasesFor = (state: BackendState, user: User): UseCase[] => state.useCases.filter((one) => isVisible(one, user));

/** @throws Refused `not-found`, `permission-denied` */
export function ownUseCase(state: BackendState, user: User, id: number): UseCase {
  const useCase = visibleUseCase(state, user, id);
  return useCase.ownerId === user.id ? useCase : refuse({ code: 'permission-denied' });
}

const isVisible = ({ ownerId, published, invited }: UseCase, { id, email }: User): boolean =>
  ownerId === id || (published && (invited === null || invited.includes(email) || invited.includes(`@${domainOf(email)}`)));
