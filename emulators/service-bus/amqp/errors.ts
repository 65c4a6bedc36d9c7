import { randomUUID } from 'node:crypto';
import { Fault, type FaultCode } from '#emulators/service-bus/state/fault';

/** The AMQP condition and the management status of each fault, as @azure/core-amqp's table maps them to error codes. */
const WIRE: Record<FaultCode, readonly [condition: string, status: number]> = {
  'entity-not-found': ['amqp:not-found', 404],
  'message-not-found': ['com.microsoft:message-not-found', 404],
  'message-lock-lost': ['com.microsoft:message-lock-lost', 410],
  'session-lock-lost': ['com.microsoft:session-lock-lost', 410],
  'session-cannot-be-locked': ['com.microsoft:session-cannot-be-locked', 409],
  'unauthorized': ['amqp:unauthorized-access', 401],
  'server-busy': ['com.microsoft:server-busy', 503],
  'link-detached': ['amqp:link:detach-forced', 500],
  'connection-forced': ['amqp:connection:forced', 500],
  'internal-error': ['amqp:internal-error', 500],
  'entity-already-exists': ['com.microsoft:entity-already-exists', 409],
  'entity-disabled': ['com.microsoft:entity-disabled', 400],
  'resources-exceeded': ['amqp:resource-limit-exceeded', 403],
  'quota-exceeded': ['amqp:resource-limit-exceeded', 403],
  'not-allowed': ['amqp:not-allowed', 400],
  'timeout': ['com.microsoft:timeout', 408],
  'argument-error': ['com.microsoft:argument-error', 400],
  'argument-out-of-range': ['com.microsoft:argument-out-of-range', 400],
  'not-implemented': ['amqp:not-implemented', 501],
  'message-size-exceeded': ['amqp:link:message-size-exceeded', 403],
  'decode-error': ['amqp:decode-error', 400],
};

export interface WireError { condition: string; description: string }

/** An AMQP error for a fault; a defect of the emulator becomes `amqp:internal-error`, so that its client sees it. */
export function errorFields(thrown: unknown): WireError & { status: number } {
  if (!(thrown instanceof Fault)) return { condition: 'amqp:internal-error', description: `Defect of the emulator: ${String(thrown)}`, status: 500 };
  const [condition, status] = WIRE[thrown.code];
  const id = randomUUID();
  return { condition, description: `${thrown.message} TrackingId:${id}_RP, SystemTracker:ringproof, Timestamp:${new Date().toISOString().slice(0, 19)}`, status };
}
