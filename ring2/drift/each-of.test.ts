import { expect, test } from 'vitest';
import { eachOf } from '#ring2/drift/each-of';

/** Acts whose ends a test decides. */
function acts() {
  const begun: number[] = [];
  const ends: { resolve: () => void; reject: (error: Error) => void }[] = [];
  const act = (one: number) => new Promise<void>((resolve, reject) => {
    begun.push(one);
    ends.push({ resolve, reject });
  });
  return { begun, ends, act };
}
/** Lets what is ready go on. */
const turn = () => new Promise((resolve) => setImmediate(resolve));

test('so many are under way at once, and the next begins when one has ended', async () => {
  const { begun, ends, act } = acts();
  const all = eachOf([1, 2, 3], 2, act);
  await turn();
  expect(begun).toEqual([1, 2]);
  ends[1]?.resolve();
  await turn();
  expect(begun).toEqual([1, 2, 3]);
  for (const { resolve } of ends) resolve();
  await all;
});

test('after a failure none begins, those under way end, and the failure is told', async () => {
  const { begun, ends, act } = acts();
  let ended = false;
  const all = eachOf([1, 2, 3], 2, act).finally(() => { ended = true; });
  all.catch(() => undefined);
  await turn();
  ends[0]?.reject(new Error('a defect'));
  await turn();
  expect([begun, ended]).toEqual([[1, 2], false]);
  ends[1]?.resolve();
  await expect(all).rejects.toThrow('a defect');
  expect(begun).toEqual([1, 2]);
});
