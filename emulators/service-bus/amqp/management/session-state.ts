import { maxMessageSize } from '#emulators/service-bus/amqp/message-size';
import type { Operation } from '#emulators/service-bus/amqp/management/operation';
import { textField } from '#emulators/service-bus/amqp/request';
import { types } from '#emulators/service-bus/amqp/rhea/codec';
import { Fault } from '#emulators/service-bus/state/fault';
import { getSessionState, setSessionState } from '#emulators/service-bus/state/session-state';

export const getState: Operation = (queue, request) => {
  const state = getSessionState(queue, textField(request, 'session-id'));
  return { 'session-state': state === null ? null : types.wrap_binary(state) };
};

/** A state may be as large as a message (message-sessions, D46). */
export const setState: Operation = (queue, request, { broker }) => {
  const given: unknown = request.body.get('session-state')?.value;
  const state = Buffer.isBuffer(given) ? Buffer.from(given) : null;
  const limit = maxMessageSize(broker, queue);
  if (state && state.length > limit) throw new Fault('message-size-exceeded', `The session state (size:${state.length} bytes) exceeds the limit (${limit} bytes).`);
  setSessionState(queue, textField(request, 'session-id'), state);
  return {};
};
