/** Runs `work` over the items, at most `size` at once, and gives the results in the items' order; the first failure wins. */
export async function inPool<Item, Result>(size: number, items: readonly Item[], work: (item: Item) => Promise<Result>): Promise<Result[]> {
  const results: Result[] = [];
  const queue = items.entries();
  const worker = async () => {
    // One iterator shared by all workers hands every item to exactly one of them.
    for (const [index, item] of queue) results[index] = await work(item);
  };
  const ended = await Promise.allSettled(Array.from({ length: Math.min(size, items.length) }, worker));
  const failure = ended.find((one) => one.status === 'rejected');
  if (failure) throw failure.reason;
  return results;
}
