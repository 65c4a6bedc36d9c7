/** A point in time that is not a number: .NET's DateTime, AMQP's timestamp. Milliseconds since the epoch. */
export interface DateTime { readonly dateTime: number }
/** In lower case with hyphens. */
export interface Guid { readonly guid: string }

/** A property's value as filters see it: whole numbers are bigint, so that 64 bits survive; others are doubles. */
export type Value = null | boolean | bigint | number | string | DateTime | Guid;

export const isDateTime = (value: Value): value is DateTime => typeof value === 'object' && value !== null && 'dateTime' in value;
export const isGuid = (value: Value): value is Guid => typeof value === 'object' && value !== null && 'guid' in value;
