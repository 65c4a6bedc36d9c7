import { accept } from '#emulators/service-bus/state/accept';
import { moveToDeadLetters } from '#emulators/service-bus/state/dead-letter';
import { Fault } from '#emulators/service-bus/state/fault';
import type { Message } from '#emulators/service-bus/state/message';
import type { MessageView } from '#emulators/service-bus/state/message-view';
import type { Namespace } from '#emulators/service-bus/state/namespace';
import { matches } from '#emulators/service-bus/state/match';
import { runAction } from '#emulators/service-bus/state/sql/act';
import { EvaluationError } from '#emulators/service-bus/state/sql/evaluation-error';
import type { Rule } from '#emulators/service-bus/state/rule';
import type { Subscription, Topic } from '#emulators/service-bus/state/topic';

/**
 * Gives every subscription its copies of a message, a disabled one too; without any it is dropped (topic-filters, D95).
 * The time to live that the topic granted is the most that a subscription can.
 */
export function publish(namespace: Namespace, topic: Topic, message: Message): void {
  let seen: MessageView | undefined;
  const view = () => (seen ??= viewOf(namespace, message));
  const timeToLive = Math.min(message.timeToLive ?? Infinity, topic.inbox.options.defaultMessageTimeToLive);
  const limited: Message = timeToLive === Infinity ? message : { ...message, timeToLive };
  for (const subscription of topic.subscriptions.values()) deliver(namespace, subscription, limited, view);
}

/** What cannot be read fails the filters that look at it, not the other subscriptions. */
function viewOf({ codec }: Namespace, { content, properties }: Message): MessageView {
  try {
    return codec.view(content, properties);
  } catch (thrown) {
    if (thrown instanceof Fault) throw new EvaluationError(thrown.message);
    throw thrown;
  }
}

/** D81, D82: one copy for all matching rules without action together, one more for each that has an action. */
function deliver(namespace: Namespace, subscription: Subscription, message: Message, view: () => MessageView): void {
  const { queue } = subscription;
  let plain = false;
  for (const rule of subscription.rules.values()) {
    try {
      if (!matches(rule, view)) continue;
      if (rule.statements) accept(queue, message, withAction(namespace, rule, message, view()));
      else plain = true;
    } catch (thrown) {
      if (!(thrown instanceof EvaluationError)) throw thrown;
      failed(subscription, message, thrown);
    }
  }
  if (plain) accept(queue, message);
}

function withAction(namespace: Namespace, rule: Rule, message: Message, view: MessageView): Partial<Message> {
  const edits = runAction(rule.statements ?? [], view);
  const properties = { ...message.properties, RuleName: rule.name };
  // A property that a settlement added stands over the sender's; here the action has the last word.
  for (const name of edits.user.keys()) delete (properties as Record<string, unknown>)[name];
  const text = (name: 'MessageId' | 'SessionId') => {
    const value = edits.system.get(name);
    return typeof value === 'string' ? value : undefined;
  };
  const sessionId = text('SessionId') ?? message.sessionId;
  return {
    content: namespace.codec.edit(message.content, edits), properties, messageId: text('MessageId') ?? message.messageId,
    ...(sessionId === undefined ? {} : { sessionId }),
  };
}

/** D32: a filter or action that fails on a message dead-letters it in that subscription, where the subscription says so. */
function failed({ queue }: Subscription, message: Message, error: EvaluationError): void {
  if (!queue.options.deadLetteringOnFilterEvaluationExceptions) return;
  const copy: Message = { ...message, sequenceNumber: queue.nextSequenceNumber(), gone: false, lock: undefined };
  moveToDeadLetters(queue, copy, { DeadLetterReason: 'FilterException', DeadLetterErrorDescription: error.message });
}
