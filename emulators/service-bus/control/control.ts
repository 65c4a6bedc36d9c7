import type { Clock } from '#core/clock';
import { RingproofError } from '#core/errors';
import type { Journal } from '#core/exchange';
import type { FaultPlan } from '#emulators/service-bus/state/fault-plan';
import type { Namespace } from '#emulators/service-bus/state/namespace';

/** What the control endpoints steer and show. */
export interface Control {
  readonly namespace: Namespace;
  readonly clock: Clock;
  readonly journal: Journal;
  readonly faults: FaultPlan;
  /** @throws RingproofError `RP_USAGE_VALUE` for an unknown entity */
  reset: (entity?: string) => void;
  /** A real message there and back. Rejects with the reason when that fails. */
  roundTrip: () => Promise<void>;
}

export interface ControlRequest { query: URLSearchParams; body: Record<string, unknown>; rest: string }
export type Answer = { json: unknown; status?: number } | { html: string; headers: Record<string, string> };
export type Endpoint = (control: Control, request: ControlRequest) => Answer | Promise<Answer>;

/** A whole number of a query or body, `fallback` when it is absent. @throws RingproofError `RP_USAGE_VALUE` */
export function wholeNumber(name: string, value: unknown, fallback: number, most = Number.MAX_SAFE_INTEGER): number {
  if (value === undefined || value === null) return fallback;
  const number = typeof value === 'string' && value !== '' ? Number(value) : value;
  if (typeof number === 'number' && Number.isInteger(number) && number >= 0 && number <= most) return number;
  throw new RingproofError('RP_USAGE_VALUE', { flag: name, value: typeof value === 'string' ? value : JSON.stringify(value), expected: `A whole number from 0 to ${most}.` });
}
