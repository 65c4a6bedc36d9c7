import type { Clock } from '#core/clock';
import type { Progress, Report } from '#core/report';

/** Everything a verb may know of the world it runs in. Commands never format and never exit. */
export interface Context {
  cwd: string;
  env: Record<string, string | undefined>;
  clock: Clock;
  progress: Progress;
  /** Aborted on Ctrl-C: stop what was started and return what is known so far. */
  signal: AbortSignal;
  /** Words that go to stderr as they are: output of a program that ringproof started for the user, a line to copy. */
  childOutput: (text: string) => void;
}

/** What `parseArgs` of node:util accepts, and what it gave. */
export interface Flag {
  type: 'string' | 'boolean';
  short?: string;
  multiple?: boolean;
  /** Shown in the help: the value's name, and what the flag does. */
  value?: string;
  help: string;
}

export interface Args {
  positionals: string[];
  /** What stood behind `--`. */
  command: string[];
  text(name: string): string | undefined;
  texts(name: string): string[];
  on(name: string): boolean;
}

/** A verb that listens until it is stopped. `address` is the first line of stdout, `json` the document of `--json`. */
export interface Serving {
  serving: { address: string; json: Record<string, string | number> };
  stop(): Promise<void>;
}

/** A document that another program reads, and nothing else: what is printed is the whole answer. */
export interface Printed { document: string }

export interface Command {
  usage: string;
  about: string;
  flags: Record<string, Flag>;
  /** How many words beside its flags the verb takes at most; default none. */
  operands?: number;
  /** It runs the command behind `--`. */
  takesCommand?: true;
  /** How long it may take to stop what it started once it is interrupted, in milliseconds; default 4 s. */
  graceMs?: number;
  run(args: Args, context: Context): Promise<Report | Serving | Printed>;
}
