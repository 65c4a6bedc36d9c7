import { check } from '#core/check';
import type { Json } from '#core/json';
import { type PactFile, interactionKey } from '#core/pact';

/** What changed between two pacts, interaction by interaction, as lines a person reads. */
export function pactDifferences(before: PactFile | undefined, after: PactFile, file: string): string[] {
  if (!before) return [`${file} does not exist yet: run \`ringproof record\`.`];
  const [old, fresh] = [byKey(before), byKey(after)];
  const lines = [...fresh].flatMap(([key, interaction]) => {
    const was = old.get(key);
    if (!was) return [`+ "${interaction.description}"`];
    // A plain value is a template without matchers; `refused` also finds what is new.
    const found = check(was as unknown as Json, interaction as unknown as Json, { extraFields: 'refused' });
    return found.map(({ path, expected, actual }) => `~ "${interaction.description}" ${path}: was ${expected}, is ${actual}`);
  });
  const gone = [...old].filter(([key]) => !fresh.has(key)).map(([, { description }]) => `- "${description}"`);
  const all = [...lines, ...gone];
  return all.length > 0 ? all : [`${file} differs in its formatting only: run \`ringproof record\`.`];
}

const byKey = ({ interactions }: PactFile) => new Map(interactions.map((one) => [interactionKey(one), one]));
