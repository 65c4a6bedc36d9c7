import { describe, expect, it } from 'vitest';
import { FaultPlan } from '#emulators/service-bus/state/fault-plan';
import { pseudoRandom } from '#core/pseudo-random';

const plan = () => new FaultPlan(pseudoRandom);

describe('an injected fault', () => {
  it('hits one exchange when it says nothing else, and is gone', () => {
    const faults = plan();
    faults.add({ fault: 'throttle' });
    expect(faults.decide('q', 'send')).toMatchObject({ fault: 'throttle', id: 1, hits: 1 });
    expect([faults.decide('q', 'send'), faults.list()]).toEqual([undefined, []]);
  });

  it('hits as many as its count says', () => {
    const faults = plan();
    faults.add({ fault: 'throttle', count: 2 });
    expect(Array.from({ length: 4 }, () => faults.decide('q', 'send')?.fault)).toEqual(['throttle', 'throttle', undefined, undefined]);
  });

  it('hits only its entity, in any case, and its operation', () => {
    const faults = plan();
    faults.add({ fault: 'throttle', entity: 'Orders', operation: 'send' });
    expect([faults.decide('other', 'send'), faults.decide('orders', 'settle')]).toEqual([undefined, undefined]);
    expect(faults.decide('orders', 'send')?.fault).toBe('throttle');
  });

  it('hits no operation that its kind cannot happen to', () => {
    const faults = plan();
    faults.add({ fault: 'lock-lost' });
    expect([faults.decide('q', 'send'), faults.decide('q', 'receive'), faults.decide('q', 'settle')?.fault]).toEqual([undefined, undefined, 'lock-lost']);
  });

  it('hits by probability without end, the same exchanges for the same seed', () => {
    const hits = (seed: number) => {
      const faults = plan();
      faults.add({ fault: 'throttle', probability: 0.3, seed });
      return Array.from({ length: 1000 }, () => (faults.decide('q', 'send') ? 1 : 0) as number);
    };
    const first = hits(7);
    expect(hits(7)).toEqual(first);
    expect(hits(8)).not.toEqual(first);
    const sum = first.reduce((total, hit) => total + hit);
    expect(sum).toBeGreaterThan(250);
    expect(sum).toBeLessThan(350);
  });

  it('gives way to the next one once it is deleted', () => {
    const faults = plan();
    const { id } = faults.add({ fault: 'throttle', probability: 1 });
    faults.add({ fault: 'slow', probability: 1 });
    expect(faults.decide('q', 'send')?.fault).toBe('throttle');
    expect([faults.delete(id), faults.delete(id)]).toEqual([true, false]);
    expect(faults.decide('q', 'send')?.fault).toBe('slow');
    expect(faults.list()).toMatchObject([{ fault: 'slow', hits: 1 }]);
  });
});
