import { exact } from '#core/transcript';
import { defineScenario } from '#ring2/drift/scenario';
import { administer } from '#ring2/drift/steps/admin';

/** Pages are counted from the list's beginning, so what others make and remove meanwhile moves them: taken until two lists agree. */
async function undisturbed(list: () => Promise<string[]>): Promise<string[]> {
  let names = await list();
  for (let attempt = 1; attempt < 5; attempt += 1) {
    const before = names.join();
    names = await list();
    if (names.join() === before) break;
  }
  return names;
}

export default defineScenario({
  name: 'queues-are-listed-page-by-page',
  ids: ['D119'],
  source: 'the administration clients of azure-sdk-for-js and -python ask with $skip and $top until a page is the last',
  origin: 'documented',
  expects: 'A list that is taken by pages has every queue once.',
  contracts: [],
  tier: 'fast',
  needs: ['admin'],
  entities: {},
  shows: { 'list by pages of two': { 'all of ours': ['a', 'b', 'c', 'd', 'e'] } },

  async *run(bus, { fresh }) {
    const admin = await bus.admin();
    const prefix = fresh('page-');
    for (const name of ['c', 'a', 'e', 'b', 'd']) yield* administer(`create ${name}`, () => admin.createQueue(prefix + name));
    // A namespace may have others; the order of the list is not promised.
    const ours = (names: string[]) => names.filter((name) => name.startsWith(prefix)).map((name) => name.slice(prefix.length)).sort();
    yield* administer('list by pages of two', () => undisturbed(() => admin.queueNames(2)), (names) => ({ 'all of ours': exact(ours(names)) }));
  },
});
