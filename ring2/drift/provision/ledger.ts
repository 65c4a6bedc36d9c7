import { closeSync, fstatSync, fsyncSync, mkdirSync, openSync, readFileSync, readSync, writeSync } from 'node:fs';
import { hostname } from 'node:os';
import { dirname, join } from 'node:path';
import { RingproofError, reasonOf } from '#core/errors';

/** Relative to the working folder. */
export const LEDGER_FILE = join('.ringproof', 'drift-ledger.jsonl');

export type EntityKind = 'queue' | 'topic';

/** An entity that a run made, or was about to make, and that nobody has removed yet. */
export interface Leftover {
  /** The namespace, with its port where it has one. */
  host: string;
  kind: EntityKind;
  name: string;
  runId: string;
  /** Milliseconds since the epoch, by this machine's clock. */
  at: number;
  pid: number;
  machine: string;
}

type Line = { wrote: 'creating' } & Leftover | { wrote: 'gone'; host: string; kind: EntityKind; name: string };

/** Notes of one run of `ringproof drift`. */
export interface Ledger {
  /** On the disk before it returns, so that what is made after it can be found again, whatever happens to this process. */
  creating(kind: EntityKind, name: string): void;
  /** It was removed, or has never come into being. */
  gone(kind: EntityKind, name: string): void;
}

/**
 * The clean-up ledger: a file of JSON lines to which any number of runs append. It holds names, never a key.
 * @throws RingproofError `RP_FILE_UNWRITABLE` at each note that could not be kept
 */
export function openLedger(file: string, run: { host: string; runId: string }, now: () => number = Date.now): Ledger {
  const write = (line: Line) => append(file, JSON.stringify(line));
  return {
    creating: (kind, name) => write({ wrote: 'creating', ...run, kind, name, at: now(), pid: process.pid, machine: hostname() }),
    gone: (kind, name) => write({ wrote: 'gone', host: run.host, kind, name }),
  };
}

function append(file: string, text: string): void {
  try {
    mkdirSync(dirname(file), { recursive: true });
    const descriptor = openSync(file, 'a+', 0o600);
    try {
      // One write each, at the end of the file, so that runs at once do not mix their lines.
      writeSync(descriptor, `${endsCut(descriptor) ? '\n' : ''}${text}\n`);
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
  } catch (thrown) {
    throw new RingproofError('RP_FILE_UNWRITABLE', { file, reason: reasonOf(thrown) }, thrown);
  }
}

/** Whether a crash has cut the last line. */
function endsCut(descriptor: number): boolean {
  const { size } = fstatSync(descriptor);
  const last = Buffer.alloc(1);
  return size > 0 && readSync(descriptor, last, 0, 1, size - 1) === 1 && last.toString() !== '\n';
}

/**
 * What the ledger says is still there, oldest first; nothing where there is no file.
 * @throws RingproofError `RP_FILE_UNREADABLE`
 */
export function readLeftovers(file: string): Leftover[] {
  const open = new Map<string, Leftover>();
  for (const line of linesOf(file)) {
    const key = `${line.host} ${line.kind} ${line.name}`;
    if (line.wrote === 'gone') open.delete(key);
    else open.set(key, line);
  }
  return [...open.values()];
}

function linesOf(file: string): Line[] {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw new RingproofError('RP_FILE_UNREADABLE', { file, reason: reasonOf(thrown) }, thrown);
  }
  return text.split('\n').flatMap((line) => parse(line) ?? []);
}

/** A line that a crash has cut was cut before anything was made. */
function parse(text: string): Line | undefined {
  try {
    const line = JSON.parse(text) as Partial<Line> | null;
    return line?.wrote && line.host && line.kind && line.name ? (line as Line) : undefined;
  } catch {
    return undefined;
  }
}

/** Whether the run that made it may still be going on, as far as this machine can tell. */
export function isInUse({ pid, machine }: Leftover): boolean {
  if (machine !== hostname()) return false;
  try {
    return process.kill(pid, 0);
  } catch (thrown) {
    return (thrown as NodeJS.ErrnoException).code === 'EPERM';
  }
}
