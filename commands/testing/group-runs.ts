import { readFileSync, readdirSync } from 'node:fs';

/** Whether a process group still has a process that runs; one that has ended and is not yet collected does not count. */
export function groupRuns(group: number): boolean {
  try {
    process.kill(-group, 0);
  } catch {
    return false;
  }
  // Where nobody collects orphans, only Linux' own table tells the ended from the running.
  return process.platform !== 'linux' || readdirSync('/proc').filter((name) => /^\d+$/.test(name)).some((pid) => runsIn(group, pid));
}

function runsIn(group: number, pid: string): boolean {
  try {
    // proc(5): pid (name) state ppid pgrp …, and the name may hold spaces and parentheses.
    const [state = '', , pgrp] = readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^.*\) /s, '').split(' ');
    return Number(pgrp) === group && !'ZX'.includes(state);
  } catch {
    return false; // it ended while it was looked at
  }
}
