import type { Stage } from '#ring2/drift/scenario';
import type { StageRequest } from '#ring2/drift/target';

/** The name under which a role's entity stands: the role `queue` has the plain one. */
export const entityName = (prefix: string, role: string): string => (role === 'queue' ? prefix : `${prefix}-${role}`);

/** What a run's entities are called, and the word for each of these names; a target may answer in lower case. */
export function stageOf({ entities: { queues = {}, topics = {} } }: Pick<StageRequest, 'entities'>, prefix: string, hosts: readonly string[] = []): { stage: Omit<Stage, 'message'>; names: Record<string, string> } {
  const at = (role: string) => {
    if (!(role in queues) && !(role in topics)) throw new Error(`the scenario has no entity "${role}"`);
    return entityName(prefix, role);
  };
  // The role `queue` has the prefix itself as its name.
  const words: Record<string, string> = { [prefix]: 'prefix', ...Object.fromEntries(hosts.map((host) => [host, 'host'])) };
  for (const role of [...Object.keys(queues), ...Object.keys(topics)]) words[entityName(prefix, role)] = role;
  const lower = Object.fromEntries(Object.entries(words).map(([name, word]) => [name.toLowerCase(), word]));
  return {
    stage: {
      queue: entityName(prefix, 'queue'), topic: entityName(prefix, 'topic'),
      at, fresh: (word) => `${prefix}-${word}`,
      subscription: (name) => `${at('topic')}/Subscriptions/${name}`,
    },
    names: { ...lower, ...words },
  };
}
