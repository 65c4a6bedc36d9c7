import type { Typed } from 'rhea';
import { APPLICATION_PROPERTIES, PROPERTIES, sections } from '#emulators/service-bus/amqp/codec/sections';
import { checkCounts } from '#emulators/service-bus/amqp/codec/walk';
import { entriesOf, types } from '#emulators/service-bus/amqp/rhea/codec';
import { Fault } from '#emulators/service-bus/state/fault';

const VALUE = 0x77;

/** A request to `$cbs` or `$management`, its values still with their AMQP types. */
export interface Request {
  /** Goes back as correlation id with the same type: Python sends a uuid, JavaScript a string. */
  readonly messageId: Typed | undefined;
  readonly replyTo: string | undefined;
  readonly operation: string;
  /** put-token: what the token is for, and the token. */
  readonly audience: string;
  readonly token: string | undefined;
  readonly body: ReadonlyMap<string, Typed>;
}

/** @throws Fault `decode-error` */
export function readRequest(raw: Buffer): Request {
  const values = new Map<number, Typed>();
  for (const { descriptor, value, end } of sections(raw)) {
    checkCounts(raw, value);
    values.set(descriptor, new types.Reader(raw.subarray(value, end)).read());
  }
  const properties = (values.get(PROPERTIES)?.value ?? []) as Typed[];
  const application = new Map(entriesOf(values.get(APPLICATION_PROPERTIES)));
  const replyTo: unknown = properties[4]?.value;
  const value: unknown = values.get(VALUE)?.value;
  return {
    messageId: properties[0],
    replyTo: typeof replyTo === 'string' ? replyTo : undefined,
    operation: String(application.get('operation')?.value ?? ''),
    audience: String(application.get('name')?.value ?? ''),
    token: typeof value === 'string' ? value : undefined,
    body: new Map(entriesOf(values.get(VALUE))),
  };
}

const invalid = (field: string) => new Fault('argument-error', `The request's field '${field}' is missing or of the wrong type.`);

/** A field as a number; AMQP longs beyond 2^53, which the broker never hands out, count as not a number. */
export function numberField(request: Request, field: string): number {
  const value: unknown = plain(request.body.get(field));
  if (typeof value !== 'number') throw invalid(field);
  return value;
}

export function textField(request: Request, field: string): string {
  const value = optionalText(request, field);
  if (value === undefined) throw invalid(field);
  return value;
}

export function optionalText(request: Request, field: string): string | undefined {
  const value: unknown = plain(request.body.get(field));
  return typeof value === 'string' ? value : undefined;
}

/** The elements of an array or list field. */
export function listField(request: Request, field: string): unknown[] {
  const value: unknown = request.body.get(field)?.value;
  if (!Array.isArray(value)) throw invalid(field);
  return value;
}

export const numbersField = (request: Request, field: string): number[] =>
  listField(request, field).map((item) => {
    const value = plain(item);
    if (typeof value !== 'number') throw invalid(field);
    return value;
  });

/** The uuids of a field, 16 bytes each. */
export const uuidsField = (request: Request, field: string): Buffer[] =>
  listField(request, field).map((item) => {
    const value = plain(item);
    if (!Buffer.isBuffer(value) || value.length !== 16) throw invalid(field);
    return value;
  });

/** Array elements are plain already, list elements are typed. */
const plain = (item: unknown): unknown => (typeof item === 'object' && item !== null && 'type' in item && 'value' in item ? item.value : item);
