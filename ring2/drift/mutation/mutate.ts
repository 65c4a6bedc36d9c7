import type { Edit } from '#ring2/drift/mutation/mutant';

/**
 * The source with every edit made.
 * @throws Error when a text does not stand there exactly once: the mutant is of an emulator that there is no more
 */
export function mutate(source: string, edits: readonly Edit[]): string {
  return edits.reduce((text, { find, replace }) => {
    const times = text.split(find).length - 1;
    if (times !== 1) throw new Error(`stale: the text to replace stands ${times} times, once is needed: ${find}`);
    return text.replace(find, () => replace);
  }, source);
}
