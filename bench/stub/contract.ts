import { type Contract, type HttpInteraction, defineContract } from '#core/contract';
import { integer, regex, string } from '#core/matchers';

const evidence = { kind: 'doc', source: 'a benchmark' } as const;

/** `size` interactions, half of them GET and half POST, over plain and patterned paths. */
export function largeContract(size: number): Contract {
  const one = (index: number): HttpInteraction => {
    const path = index % 4 < 2 ? `/things-${index >> 1}/1` : regex(`^/things-${index >> 1}/\\d+$`, `/things-${index >> 1}/1`);
    const response = { status: 200, body: { json: { id: integer(1), name: string('dummy') } } };
    if (index % 2 === 0) return { kind: 'http', description: `thing ${index}`, evidence, request: { method: 'GET', path }, response };
    return { kind: 'http', description: `thing ${index}`, evidence, request: { method: 'POST', path, body: { json: { name: string('dummy'), count: integer(1) } } }, response };
  };
  return defineContract({ consumer: 'bench', provider: 'things', interactions: Array.from({ length: size }, (_, index) => one(index)) });
}
