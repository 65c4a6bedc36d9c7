import type { Sql } from '#broker/ledger/sqlite';

type Change<Given extends unknown[], T> = (...given: Given) => T;
interface Waiting<Given extends unknown[]> { decide: Change<Given, unknown>; resolve: (value: never) => void; reject: (thrown: unknown) => void }

/**
 * Puts changes that are asked for at about the same time into one transaction: waiting for the disk is most of what a
 * change costs, and they wait once for all. Each is decided by itself: one that throws adds nothing and keeps no other
 * from being made. Whoever asked hears of it when all of it is on the disk.
 */
export function together<Given extends unknown[]>(sql: Sql, change: <T>(decide: Change<Given, T>) => T): <T>(decide: Change<Given, T>) => Promise<T> {
  let waiting: Waiting<Given>[] = [];
  const makeAll = () => {
    const all = waiting;
    waiting = [];
    try {
      const answers = change((...given) => all.map(({ decide, resolve, reject }) => {
        sql.exec('SAVEPOINT one');
        try {
          const value = decide(...given) as never;
          sql.exec('RELEASE one');
          return () => resolve(value);
        } catch (thrown) {
          undo(sql, thrown);
          return () => reject(thrown);
        }
      }));
      for (const answer of answers) answer();
    } catch (thrown) {
      for (const { reject } of all) reject(thrown);
    }
  };
  return <T>(decide: Change<Given, T>) => new Promise<T>((resolve, reject) => {
    // What has arrived by now is read first: those changes are made with this one.
    if (waiting.length === 0) setImmediate(makeAll);
    waiting.push({ decide, resolve, reject });
  });
}

/** A full disk ends the whole transaction; then there is nothing to go back to, and the first error is the one to tell. */
function undo(sql: Sql, thrown: unknown): void {
  try {
    sql.exec('ROLLBACK TO one; RELEASE one');
  } catch {
    throw thrown;
  }
}
