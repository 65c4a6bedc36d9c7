import { headerTooLarge, propertyTooLarge, tooLong } from '#emulators/service-bus/state/fault';

// Of all tiers (service-bus-quotas).
const MAX_ID = 128;
const MAX_PROPERTY = 32 * 1024;
const MAX_HEADER = 64 * 1024;

/** @throws Fault `argument-out-of-range` for an id of more than 128 characters (D50, D102) */
export function checkId(property: string, id: string | undefined): void {
  if (id !== undefined && id.length > MAX_ID) throw tooLong(property, id.length, MAX_ID);
}

/**
 * `total`: bytes of all that is not the body; `properties`: of each application property's value.
 * @throws Fault `message-size-exceeded` above 64 KB together, `internal-error` above 32 KB for one (D101)
 */
export function checkHeader(total: number, properties: () => number[]): void {
  if (total <= MAX_PROPERTY) return;
  if (properties().some((size) => size > MAX_PROPERTY)) throw propertyTooLarge();
  if (total > MAX_HEADER) throw headerTooLarge(MAX_HEADER);
}
