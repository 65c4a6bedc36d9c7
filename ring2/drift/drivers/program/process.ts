import { spawn } from 'node:child_process';
import type { Json } from '#core/json';
import { isAnswerLine, type ProgramAnswer } from '#ring2/drift/drivers/program/answer';
import { takeLines } from '#ring2/drift/drivers/program/lines';

/** The program broke its protocol or ended; the message says how, with the last that it wrote to stderr. */
export class ProgramFailed extends Error {}

/** A request as the program reads it, but for its number. */
export interface ProgramRequest {
  op: string;
  client?: string;
  driver?: string;
  args: Record<string, unknown>;
}

/** A driver program that runs. */
export interface RunningProgram {
  readonly failure: ProgramFailed | undefined;
  /** How much it has answered so far. */
  readonly answered: number;
  /** @throws ProgramFailed when it ends, or writes what is no answer, before it answered this */
  ask(request: ProgramRequest): Promise<ProgramAnswer>;
  /** Stops it for good; everything that it was asked fails with this reason. */
  fail(reason: string): void;
  /** Lets it end by itself, but not for long. */
  close(): Promise<void>;
}

const STDERR_TAIL = 600;
const FAREWELL_MS = 5000;

export function startProgram([file = '', ...args]: readonly string[]): RunningProgram {
  const child = spawn(file, args, { stdio: ['pipe', 'pipe', 'pipe'] });
  const waiting = new Map<number, { resolve: (answer: ProgramAnswer) => void; reject: (error: Error) => void }>();
  let count = 0;
  let answered = 0;
  let stderr = '';
  let failure: ProgramFailed | undefined;
  let closing = false;

  const fail = (reason: string, cause?: unknown): void => {
    if (failure) return;
    // A line that was cut says less than none.
    const last = (stderr.length < STDERR_TAIL ? stderr : stderr.slice(stderr.indexOf('\n') + 1)).trim();
    failure = new ProgramFailed(last === '' ? reason : `${reason}; the last it said: ${last}`, { cause });
    for (const { reject } of waiting.values()) reject(failure);
    waiting.clear();
    child.kill('SIGKILL');
  };
  const ended = new Promise<void>((resolve) => {
    child.once('error', (error) => { fail('the program could not be run', error); resolve(); });
    // Not `exit`: what it said last is still on its way then.
    child.once('close', (code, signal) => { fail(closing ? 'the program was closed' : `the program ended with ${signal ?? `code ${code}`}`); resolve(); });
  });

  child.stdin.on('error', () => undefined);
  child.stderr.setEncoding('utf8').on('data', (text: string) => { stderr = (stderr + text).slice(-STDERR_TAIL); });
  takeLines(child.stdout, (line) => {
    const answer = parse(line);
    const asker = answer && waiting.get(answer.id);
    if (!asker) return fail(`the program wrote what is no answer: ${line.slice(0, 200)}`);
    waiting.delete(answer.id);
    answered += 1;
    asker.resolve(answer);
  }, () => fail('the program wrote a line without end'));

  return {
    get failure() { return failure; },
    get answered() { return answered; },
    ask: (request) => new Promise((resolve, reject) => {
      if (failure) return reject(failure);
      const id = (count += 1);
      waiting.set(id, { resolve, reject });
      child.stdin.write(`${JSON.stringify({ id, ...request })}\n`);
    }),
    fail,
    async close() {
      closing = true;
      child.stdin.end();
      const late = setTimeout(() => child.kill('SIGKILL'), FAREWELL_MS);
      await ended;
      clearTimeout(late);
    },
  };
}

function parse(line: string): ProgramAnswer | undefined {
  try {
    const answer = JSON.parse(line) as Json;
    return isAnswerLine(answer) ? answer : undefined;
  } catch {
    return undefined;
  }
}
