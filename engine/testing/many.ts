import type { Contract, HttpInteraction } from '#core/contract';
import { eachLike, integer, regex, string } from '#core/matchers';

/** A contract of `count` ordinary interactions, for measuring and for crowding. */
export function manyInteractions(count: number): Contract {
  const interactions = Array.from({ length: count }, (_, index): HttpInteraction => ({
    kind: 'http', description: `read device ${index}`, given: [{ name: 'a device' }], evidence: { kind: 'code', source: 'engine/testing' },
    request: { method: 'POST', path: `/devices/${index}`, headers: { Authorization: regex('^Token .+$', 'Token abc') }, body: { json: { name: string('gpu'), size: integer(3) } } },
    response: { status: 200, body: { json: { id: integer(index), tags: eachLike({ name: string('x') }), owner: { email: regex('^.+@.+$', 'a@b.c') } } } },
  }));
  return { consumer: 'many-consumer', provider: 'many-provider', interactions };
}
