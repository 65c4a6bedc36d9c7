import { defineMutant } from '#ring2/drift/mutation/mutant';

export default defineMutant({
  name: 'forwarding-to-itself',
  about: 'A queue may forward to itself.',
  source: 'D91',
  module: 'state/entities/checks',
  edits: [{
    find: `    if (target.toLowerCase() === path.toLowerCase()) throw badRequest(\`\${field} of '\${path}' is the entity itself.\`);
`,
    replace: `    if (target.toLowerCase() === path.toLowerCase()) continue;
`,
  }],
  caught: {
    'forwarding-to-itself-is-refused': { step: 'make it forward to itself', path: 'outcome', kind: 'semantic', direction: 'permissive' },
  },
});
