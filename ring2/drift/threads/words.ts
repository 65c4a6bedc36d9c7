import type { Recording } from '#ring2/drift/play';
import type { Payload } from '#ring2/drift/scenario';

/** What a thread is started with: the targets by their names on the command line, and how often each is asked. */
export interface Work {
  targets: readonly { name: string; driver: string }[];
  runs: number;
}

/** To a thread: play a scenario, by its name, with this payload. */
export type Asked = { id: number; scenario: string; payload: Payload; name: string } | 'interrupt' | 'end';

/** From a thread: what each target showed, in their order. A defect comes with its stack. */
export type Told = { id: number } & ({ recordings: Recording[] } | { defect: string });
