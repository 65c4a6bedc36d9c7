import { defineMutant } from '#ring2/drift/mutation/mutant';

export default defineMutant({
  name: 'topic-keeps-messages-for-later',
  about: 'What a topic without subscription takes, the next subscription gets.',
  source: 'D95',
  module: 'state/entities/topics',
  edits: [
    {
      find: '    publish(namespace, topic, message);',
      replace: `    if (topic.subscriptions.size > 0) publish(namespace, topic, message);
    else waiting.push(message);`,
    },
    {
      find: `  const topic: Topic = { name, inbox: namespace.newQueue(name, options, 'topic'), subscriptions: new Map() };`,
      replace: `  const waiting: Message[] = [];
  class Subscriptions extends Map<string, Subscription> {
    override set(key: string, subscription: Subscription): this {
      super.set(key, subscription);
      for (const message of waiting.splice(0)) publish(namespace, topic, message);
      return this;
    }
  }
  const topic: Topic = { name, inbox: namespace.newQueue(name, options, 'topic'), subscriptions: new Subscriptions() };`,
    },
  ],
  caught: {
    'topic-without-subscription-drops': { step: 'peek at a later subscription', path: 'facts.count', kind: 'semantic', direction: 'neutral' },
  },
});
