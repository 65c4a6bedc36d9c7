import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readArgs } from '#commands/args';
import type { Command, Context } from '#commands/context';
import { realClock } from '#core/clock';
import { type Report, silent } from '#core/report';

/** A folder of its own in which verbs are called without a process; it goes with `using`. */
export function room() {
  const cwd = mkdtempSync(join(tmpdir(), 'ringproof-call-'));
  const context: Context = { cwd, env: {}, clock: realClock, progress: silent, signal: new AbortController().signal, childOutput: () => undefined };
  return {
    cwd,
    context,
    /** Calls a verb with the words of its command line. */
    async call(command: Command, ...argv: string[]): Promise<Report> {
      const answer = await command.run(readArgs('test', command, argv), context);
      if ('serving' in answer || 'document' in answer) throw new Error('it serves instead of reporting');
      return answer;
    },
    [Symbol.dispose]: () => rmSync(cwd, { recursive: true, force: true }),
  };
}
