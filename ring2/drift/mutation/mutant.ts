import type { Finding } from '#core/compare';

/** A piece of the emulator's source, which must stand there exactly once, and what stands there instead. */
export interface Edit {
  find: string;
  replace: string;
}

/** What a scenario must find: the class without the values. */
export type Expected = Pick<Finding, 'step' | 'path' | 'kind' | 'direction'>;

/** A deliberately wrong emulator: the real one with a few words changed, by which the drift checker shows that it sees. */
export interface Mutant {
  name: string;
  /** How it deviates, in one sentence. */
  about: string;
  /** Where such a deviation was seen, or which behaviour it breaks: an issue of an emulator, a page, a number of the catalogue. */
  source: string;
  /** The module of emulators/service-bus that it changes, without extension. */
  module: string;
  edits: readonly Edit[];
  /** The scenarios that are about it, each with one of the findings that they must give. */
  caught: Readonly<Record<string, Expected>>;
  /** Other scenarios that it disturbs. All that are named neither here nor above must stay green. */
  also?: readonly string[];
}

/** Only gives the literal its type; the file's name is the mutant's name. */
export const defineMutant = (mutant: Mutant): Mutant => mutant;
