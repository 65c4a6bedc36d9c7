import type { Exchange } from '#core/exchange';

export type Fits = (exchange: Exchange) => boolean;

/** A call of one program to another, however it was answered. */
export const isAnswer = (from: string, to: string): Fits => (one) => one.kind === 'http' && one.from === from && one.to === to;

/** A call that was answered so; `path` is its beginning. */
export const answered = (from: string, to: string, path: string, status: number): Fits => (one) =>
  one.kind === 'http' && one.from === from && one.to === to && one.request.path.startsWith(path) && one.response.status === status;

/** A message that a service has sent to an entity. */
export const sentTo = (entity: string): Fits => (one) => one.kind === 'message' && one.to === entity && one.entity === entity;

/** A message that a service has taken from an entity. */
export const takenBy = (service: string, entity: string): Fits => (one) => one.kind === 'message' && one.from === entity && one.to === service;

/** A message that a service has refused for good. */
export const deadLettered = (service: string, reason: string): Fits => (one) => one.kind === 'message' && one.from === service && one.properties['deadLetterReason'] === reason;
