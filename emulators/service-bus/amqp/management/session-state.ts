import type { Operation } from '#emulators/service-bus/amqp/management/operation';
import { textField } from '#emulators/service-bus/amqp/request';
import { types } from '#emulators/service-bus/amqp/rhea/codec';
import { getSessionState, setSessionState } from '#emulators/service-bus/state/session-state';

export const getState: Operation = (queue, request) => {
  const state = getSessionState(queue, textField(request, 'session-id'));
  return { 'session-state': state === null ? null : types.wrap_binary(state) };
};

export const setState: Operation = (queue, request) => {
  const state: unknown = request.body.get('session-state')?.value;
  setSessionState(queue, textField(request, 'session-id'), Buffer.isBuffer(state) ? Buffer.from(state) : null);
  return {};
};
