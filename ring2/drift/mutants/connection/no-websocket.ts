import { defineMutant } from '#ring2/drift/mutation/mutant';

export default defineMutant({
  name: 'no-websocket',
  about: 'AMQP over WebSocket is not offered.',
  source: 'D117; azure-service-bus-emulator-installer #51, #143',
  module: 'state/profile',
  edits: [{ find: 'quotas: STANDARD_QUOTAS, webSockets: true,', replace: 'quotas: STANDARD_QUOTAS, webSockets: false,' }],
  caught: {
    'amqp-over-websocket': { step: 'connect', path: 'outcome', kind: 'semantic', direction: 'strict' },
  },
});
