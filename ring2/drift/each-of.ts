/**
 * Does it to all of them, at most `jobs` at a time, in their order; `job` says which of these it is, from 0. The first that
 * fails is the last that is begun; nothing runs on when this ends.
 */
export async function eachOf<T>(all: readonly T[], jobs: number, act: (one: T, index: number, job: number) => Promise<void>): Promise<void> {
  const waiting = all.entries();
  let failed = false;
  const worker = async (job: number): Promise<void> => {
    for (const [index, one] of waiting) {
      if (failed) return;
      try {
        await act(one, index, job);
      } catch (error) {
        failed = true;
        throw error;
      }
    }
  };
  const ends = await Promise.allSettled(Array.from({ length: jobs }, (_, job) => worker(job)));
  const first = ends.find((end) => end.status === 'rejected');
  if (first) throw first.reason;
}
