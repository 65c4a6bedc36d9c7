import { defineMutant } from '#ring2/drift/mutation/mutant';

export default defineMutant({
  name: 'integers-become-longs',
  about: 'Integers in application properties arrive as longs.',
  source: 'D116',
  module: 'amqp/codec/submission',
  edits: [
    {
      find: 'const content: Content = { header: forwardedHeader(header), annotations, bare };',
      replace: 'const content: Content = { header: forwardedHeader(header), annotations, bare: withApplicationProperties(bare, changed(elementsOf(bare, sections(bare).find(({ descriptor }) => descriptor === APPLICATION_PROPERTIES)))) };',
    },
    {
      find: 'const elementsOf = (message',
      replace: `function changed(items: Uint8Array[]): Record<string, Uint8Array> {
  const found: Record<string, Uint8Array> = {};
  for (let index = 0; index + 1 < items.length; index += 2) {
    const value = items[index + 1] ?? NULL;
    if (value[0] === 0x71 || value[0] === 0x54) found[text(items[index] ?? NULL) ?? ''] = long(integer(value) ?? 0);
  }
  return found;
}

const elementsOf = (message`,
    },
    {
      find: 'import { NULL, section, string, timestamp }',
      replace: 'import { NULL, long, section, string, timestamp }',
    },
  ],
  caught: {
    'numeric-types-survive': { step: 'receive', path: 'facts.int.type', kind: 'shape', direction: 'neutral' },
  },
});
