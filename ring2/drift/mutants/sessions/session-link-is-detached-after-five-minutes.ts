import { defineMutant } from '#ring2/drift/mutation/mutant';

export default defineMutant({
  name: 'session-link-is-detached-after-five-minutes',
  about: 'A session receiver is detached after 300 s, however often it renews.',
  source: 'D45; azure-service-bus-emulator-installer #142',
  module: 'amqp/attach-session-receiver',
  edits: [
    {
      find: '    receiving = serve(peer, link, queue, session);',
      replace: `    receiving = serve(peer, link, queue, session);
    const cancel = queue.clock.after(300_000, () => holder.lost());`,
    },
    {
      find: `      receiving?.stop();
`,
      replace: `      cancel();
      receiving?.stop();
`,
    },
  ],
  caught: {
    'renewed-session-outlives-five-idle-minutes': { step: 'renewal 7', path: 'outcome', kind: 'semantic', direction: 'strict' },
  },
});
