import type { Mismatch } from '#core/mismatch';
import { type Requirement, unmet } from '#core/requirement';

/** Words that several services must read alike. `undefined` as a word is the variable that is not set. */
export interface Vocabulary {
  subject: string;
  words: (Requirement & { word: string | undefined; means: string })[];
  /** Words that mean nothing and must be refused, not guessed at. */
  unknown: (Requirement & { word: string })[];
}

/** How one service reads a word: what it means to it, or undefined when it refuses it. */
export type Reader = (word: string | undefined) => string | undefined;

/** Every word that a service reads otherwise than all must, and every one it accepts although there is no such word. */
export function checkVocabulary({ subject, words, unknown }: Vocabulary, read: Reader): Mismatch[] {
  const misread = words.flatMap((one) => {
    const actual = read(one.word);
    return actual === one.means ? [] : unmet(subject, one, [{ path: shown(one.word), expected: one.means, actual: actual ?? 'refused' }]);
  });
  const accepted = unknown.flatMap((one) => {
    const actual = read(one.word);
    return actual === undefined ? [] : unmet(subject, one, [{ path: shown(one.word), expected: 'refused', actual }]);
  });
  return [...misread, ...accepted];
}

/** The reader of a closed list, such as the `enum` of a schema. */
export const listed = (words: readonly string[]): Reader => (word) => words.find((one) => one === word);

const shown = (word: string | undefined) => (word === undefined ? 'not set' : JSON.stringify(word));
