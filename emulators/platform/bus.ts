import type { Json } from '#core/json';

/** What a service puts on the bus. The body is JSON; `properties` are the application properties. */
export interface BusMessage {
  body: Json;
  contentType: string;
  properties: Record<string, Json>;
}

/** A message under lock. */
export interface Delivery extends BusMessage {
  /** Deliveries before this one. */
  deliveryCount: number;
  /** When the lock ends, milliseconds since the epoch by the bus; undefined in receive-and-delete mode. */
  lockedUntil: number | undefined;
  enqueuedAt: number | undefined;
}

/** What becomes of a delivery. A handler that throws abandons it. */
export type Settlement = { kind: 'complete' } | { kind: 'dead-letter'; reason: string; description: string };
export const COMPLETE: Settlement = { kind: 'complete' };

export interface Consumer {
  close(): Promise<void>;
}

/** The tiny part of a message bus that the platform's services rely on: send, and receive under peek-lock. */
export interface Bus {
  send(entity: string, message: BusMessage): Promise<void>;
  /** `concurrency`: how many deliveries the handler gets at once. */
  consume(entity: string, handler: (delivery: Delivery) => Promise<Settlement>, concurrency?: number): Consumer;
  close(): Promise<void>;
}

export const jsonMessage = (body: Json, properties: Record<string, Json> = {}): BusMessage => ({ body, contentType: 'application/json', properties });

/** Queue names. `experiments` and `flops` are public (tracebloc/client requests-proxy-deployment.yaml), the others are our defaults. */
export interface Queues {
  /** Backend → jobs-manager: train a cycle. */
  training: string;
  /** Requests-proxy → backend: results of epochs. */
  experiments: string;
  /** Requests-proxy → backend. */
  flops: string;
  /** Backend → averaging-service. */
  averaging: string;
  /** Averaging-service → backend. */
  averaged: string;
}

export const QUEUES: Readonly<Queues> = { training: 'training', experiments: 'experiments', flops: 'flops', averaging: 'averaging', averaged: 'averaged' };
