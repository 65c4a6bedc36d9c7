import { defineMutant } from '#ring2/drift/mutation/mutant';

export default defineMutant({
  name: 'null-properties-are-dropped',
  about: 'An application property that is null is lost.',
  source: 'D116; a null property ended devopsifyme-sbemulator (#21)',
  module: 'amqp/codec/submission',
  edits: [
    {
      find: 'const content: Content = { header: forwardedHeader(header), annotations, bare };',
      replace: 'const content: Content = { header: forwardedHeader(header), annotations, bare: withoutNulls(bare) };',
    },
    {
      find: 'const elementsOf = (message',
      replace: `function withoutNulls(bare: Uint8Array): Uint8Array {
  const one = sections(bare).find(({ descriptor }) => descriptor === APPLICATION_PROPERTIES);
  if (!one) return bare;
  const items = elementsOf(bare, one);
  const kept = items.filter((_, index) => items[index | 1]?.[0] !== 0x40);
  return Buffer.concat([bare.subarray(0, one.start), section(APPLICATION_PROPERTIES, 0xd1, kept.length, kept), bare.subarray(one.end)]);
}

const elementsOf = (message`,
    },
  ],
  caught: {
    'properties-round-trip': { step: 'receive', path: 'facts.properties.none', kind: 'semantic', direction: 'neutral' },
    'numeric-types-survive': { step: 'receive', path: 'facts.null', kind: 'semantic', direction: 'neutral' },
  },
  also: ['sql-exists-is-true-of-null'],
});
