import type { Typed } from 'rhea';
import type { Peer } from '#emulators/service-bus/amqp/peer';
import type { Request } from '#emulators/service-bus/amqp/request';
import { types } from '#emulators/service-bus/amqp/rhea/codec';
import type { Queue } from '#emulators/service-bus/state/queue';

/** What an operation answers: fields of the response's body, or undefined for 204, nothing found. */
export type Answer = Record<string, unknown> | undefined;

/** One operation of an entity's `$management` node (service-bus-amqp-request-response). Throws Fault to refuse. */
export type Operation = (queue: Queue, request: Request, peer: Peer) => Answer;

export const timestampTyped = (ms: number): Typed => types.wrap_timestamp(ms);
