import type { Clock } from '#core/clock';

/** What must happen to an item at a time: a lock ends, a message expires, a scheduled message becomes due. */
export interface Deadlines<Item> {
  /** `at` in milliseconds since the epoch; a later call moves the deadline, `Infinity` removes it. */
  set(item: Item, at: number): void;
  delete(item: Item): void;
  clear(): void;
}

/** Of two for the same time the one that was set first comes first: scheduled messages become active in the order they were sent. */
interface Entry<Item> { at: number; order: number; item: Item }

const isBefore = (a: Entry<unknown>, b: Entry<unknown>): boolean => a.at < b.at || (a.at === b.at && a.order < b.order);

/** One timer for any number of items: a heap whose moved and deleted entries stay until they surface or are swept. */
export function deadlines<Item>(clock: Clock, due: (item: Item) => void): Deadlines<Item> {
  const current = new Map<Item, Entry<Item>>();
  let heap: Entry<Item>[] = [];
  let order = 0;
  let armed: { at: number; cancel: () => void } | undefined;

  const fire = () => {
    armed = undefined;
    for (let top = heap[0]; top && top.at <= clock.now(); top = heap[0]) {
      pop(heap);
      if (current.get(top.item) !== top) continue;
      current.delete(top.item);
      due(top.item);
    }
    arm();
  };
  const arm = () => {
    while (heap[0] && current.get(heap[0].item) !== heap[0]) pop(heap);
    const at = heap[0]?.at;
    if (at === undefined || (armed && armed.at <= at)) return;
    armed?.cancel();
    armed = { at, cancel: clock.after(Math.max(0, at - clock.now()), fire) };
  };
  return {
    set(item, at) {
      if (!Number.isFinite(at)) return void current.delete(item);
      const entry = { at, order: order++, item };
      current.set(item, entry);
      push(heap, entry);
      // Most locks are deleted long before they are due; without the sweep the heap would keep every message ever locked.
      if (heap.length > 2 * current.size + 64) heap = [...current.values()].sort((a, b) => (isBefore(a, b) ? -1 : 1));
      if (!armed || at < armed.at) arm();
    },
    delete: (item) => void current.delete(item),
    clear() {
      current.clear();
      heap = [];
      armed?.cancel();
      armed = undefined;
    },
  };
}

function push<Item>(heap: Entry<Item>[], entry: Entry<Item>): void {
  let index = heap.push(entry) - 1;
  while (index > 0) {
    const parent = (index - 1) >> 1;
    const above = heap[parent];
    if (!above || isBefore(above, entry)) break;
    heap[index] = above;
    index = parent;
  }
  heap[index] = entry;
}

function pop<Item>(heap: Entry<Item>[]): void {
  const last = heap.pop();
  if (!last || heap.length === 0) return;
  let index = 0;
  for (;;) {
    const left = 2 * index + 1;
    const a = heap[left];
    const b = heap[left + 1];
    if (!a) break;
    const smaller = b && isBefore(b, a) ? b : a;
    if (isBefore(last, smaller)) break;
    heap[index] = smaller;
    index = smaller === a ? left : left + 1;
  }
  heap[index] = last;
}
