import { expect, it } from 'vitest';
import { rejectedWith } from '#emulators/service-bus/amqp/outcomes';
import { encodeTyped, types } from '#emulators/service-bus/amqp/rhea/codec';
import { Fault } from '#emulators/service-bus/state/fault';

it("says why with all three fields of an AMQP error, which Python's client reads by position", () => {
  const outcome = new types.Reader(encodeTyped(rejectedWith(new Fault('quota-exceeded', 'full.')))).read();
  const [error] = outcome.value as { value: { value: unknown }[] }[];
  expect(error?.value.map(({ value }) => value)).toEqual(['amqp:resource-limit-exceeded', expect.stringMatching(/^full\. TrackingId/), []]);
});
