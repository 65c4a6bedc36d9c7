import { exact } from '#core/transcript';
import { defineScenario } from '#ring2/drift/scenario';
import type { OutgoingMessage, SeenMessage } from '#ring2/drift/message';
import { receive, send } from '#ring2/drift/steps/index';

export default defineScenario({
  name: 'message-without-id-is-given-one',
  ids: ['D72'],
  source: '[inf] of propsToModify of the JavaScript client’s live tests, whose client settles only messages with an id; 32 hex digits is a guess',
  origin: 'assumed',
  expects: 'A message that is sent without an id is given one by the bus, each its own.',
  contracts: ['requests-proxy--service-bus'],
  tier: 'fast',
  needs: [],
  shows: {
    'receive the first': { messageId: 'message#1', 'has an id': true },
    'receive the second': { messageId: 'message#2', 'has an id': true },
  },

  async *run(bus, { queue, message }) {
    const anonymous = (): OutgoingMessage => {
      const one = message();
      delete one.messageId;
      return one;
    };
    const formOf = ({ messageId = '' }: SeenMessage) => ({ 'has an id': exact(messageId !== ''), 'form of the id': exact(messageId.replaceAll(/[0-9a-f]/gi, 'x'), 'shape') });
    yield* send(bus, queue, anonymous(), 'send the first');
    yield* send(bus, queue, anonymous(), 'send the second');
    yield* receive(bus, queue, 'receive the first', formOf);
    yield* receive(bus, queue, 'receive the second', formOf);
  },
});
