import { fromUuid } from '#emulators/service-bus/amqp/codec/lock-token';
import { journalSettlement } from '#emulators/service-bus/amqp/journal';
import type { Operation } from '#emulators/service-bus/amqp/management/operation';
import { type Request, optionalText, textField, uuidsField } from '#emulators/service-bus/amqp/request';
import { properties } from '#emulators/service-bus/amqp/settlement';
import { Fault } from '#emulators/service-bus/state/fault';
import type { Message } from '#emulators/service-bus/state/message';
import type { Queue } from '#emulators/service-bus/state/queue';
import { heldSession } from '#emulators/service-bus/state/session-lock';
import { abandon, complete, deadLetter, defer } from '#emulators/service-bus/state/settle';

type Settle = (queue: Queue, token: number, request: Request) => Message;
const modified = (request: Request) => properties(request.body.get('properties-to-modify'));

/** By disposition-status; `defered` and `suspended` are the protocol's words. */
const SETTLE: Partial<Record<string, readonly [name: string, settle: Settle]>> = {
  completed: ['complete', complete],
  abandoned: ['abandon', (queue, token, request) => abandon(queue, token, modified(request))],
  defered: ['defer', (queue, token, request) => defer(queue, token, modified(request))],
  suspended: ['dead-letter', (queue, token, request) => deadLetter(queue, token, { ...modified(request), ...reason(request) })],
};

/** How a client settles after its receiver link closed, and a deferred message always (L13). */
export const updateDisposition: Operation = (queue, request, peer) => {
  const status = textField(request, 'disposition-status');
  const found = SETTLE[status];
  if (!found) throw new Fault('argument-error', `There is no disposition-status '${status}'.`);
  const [name, settle] = found;
  const sessionId = optionalText(request, 'session-id');
  if (sessionId !== undefined && queue.options.requiresSession) heldSession(queue, sessionId);
  for (const uuid of uuidsField(request, 'lock-tokens')) {
    const message = settle(queue, fromUuid(uuid), request);
    journalSettlement(peer.broker.journal, queue.clock.now(), peer.name, queue.name, name, message);
  }
  return {};
};

function reason(request: Request): Record<string, string> {
  const given = optionalText(request, 'deadletter-reason');
  const description = optionalText(request, 'deadletter-description');
  return {
    ...(given === undefined ? {} : { DeadLetterReason: given }),
    ...(description === undefined ? {} : { DeadLetterErrorDescription: description }),
  };
}
