import { defineMutant } from '#ring2/drift/mutation/mutant';

export default defineMutant({
  name: 'sessions-give-the-newest-first',
  about: 'A session gives its newest message first.',
  source: 'D40',
  module: 'state/receive',
  edits: [{
    find: `  const list = session?.ready ?? queue.ready;
`,
    replace: `  const list = session?.ready ?? queue.ready;
  const all: Message[] = [];
  for (let one = session && list.shift(); one; one = list.shift()) all.push(one);
  for (const one of all.sort((a, b) => b.sequenceNumber - a.sequenceNumber)) list.add(one);
`,
  }],
  caught: {
    'interleaved-sessions-keep-their-order': { step: 'first of b', path: 'facts.messageId', kind: 'semantic', direction: 'neutral' },
  },
  also: ['abandoned-session-message-comes-first', 'peek-in-session-shows-its-own', 'session-close-counts-no-delivery'],
});
