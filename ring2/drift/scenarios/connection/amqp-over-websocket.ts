import { exact } from '#core/transcript';
import { defineScenario } from '#ring2/drift/scenario';
import { step } from '#ring2/drift/steps/index';

export default defineScenario({
  name: 'amqp-over-websocket',
  ids: ['D117'],
  source: 'service-bus-amqp-protocol-guide; azure-service-bus-emulator-installer #51, #143: the official emulator answers 404',
  origin: 'documented',
  expects: 'The bus speaks AMQP over a WebSocket at /$servicebus/websocket, with the sub-protocol AMQPWSB10.',
  contracts: [],
  tier: 'fast',
  needs: ['wire', 'websocket'],
  entities: {},
  shows: { connect: { anonymous: true } },

  async *run(bus) {
    // A handshake that is refused is an answer here: the same host served the client.
    yield* step('connect', 'connect', () => bus.wire('websocket'), ({ peer }) => ({ anonymous: exact(peer.mechanisms.includes('ANONYMOUS')) }), ['ConnectionFailed', 'ClientFailed']);
  },
});
