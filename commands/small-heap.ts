/**
 * Memory before the last bit of speed, for a process that stays: V8 keeps what is garbage for long, and its second
 * compiler and the threads it compiles on hold tens of megabytes. A broker waits for its ledger, not for machine code:
 * after the load of `npm run bench -- broker` it holds half as much, for the same processor time.
 * V8 takes these only at a start; set later they have little effect.
 */
const FLAGS = ['--optimize-for-size', '--max-semi-space-size=1', '--no-turbofan', '--no-concurrent-recompilation'];

/** The arguments of Node that start this very program again with them; undefined when it was. */
export function smallHeapArguments(own: readonly string[], words: readonly string[]): string[] | undefined {
  if (FLAGS.every((flag) => own.includes(flag))) return undefined;
  return [...FLAGS, ...own, ...words];
}

/** Becomes the same program with a small heap: the same process, its number, its terminal and its environment. Returns where that is so already, or where a system cannot do it (Windows; Node before 22.15). */
export function becomeSmall(): void {
  const wanted = smallHeapArguments(process.execArgv, process.argv.slice(1));
  if (!wanted || process.platform === 'win32') return;
  process.execve?.(process.execPath, [process.execPath, ...wanted], process.env);
}
