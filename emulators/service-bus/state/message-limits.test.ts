import { describe, expect, it } from 'vitest';
import { checkHeader, checkId } from '#emulators/service-bus/state/message-limits';
import { acceptSession } from '#emulators/service-bus/state/session-lock';
import { givenQueue } from '#emulators/service-bus/testing/given-queue';

// service-bus-quotas

const fault = (code: string, message: string) => expect.objectContaining({ code, message: expect.stringContaining(message) as string }) as Error;
const KB = 1024;

describe('D50, D102 an id', () => {
  it('has at most 128 characters', () => {
    for (const id of [undefined, '', 'x'.repeat(128)]) expect(() => checkId('MessageId', id)).not.toThrow();
    expect(() => checkId('MessageId', 'x'.repeat(129))).toThrow(fault('argument-out-of-range', "The property 'MessageId' has 129 characters; at most 128 are allowed."));
  });

  it('of a session cannot be accepted beyond that', () => {
    const { queue } = givenQueue({ requiresSession: true });
    const holder = { wake: () => undefined, lost: () => undefined };
    expect(acceptSession(queue, 'x'.repeat(128), holder).held).toBeDefined();
    expect(() => acceptSession(queue, 'x'.repeat(129), holder)).toThrow(fault('argument-out-of-range', 'SessionId'));
  });
});

describe('D101 what is not body', () => {
  it('has at most 64 KB, and one property 32 KB', () => {
    expect(() => checkHeader(64 * KB, () => [32 * KB, 32 * KB - 100])).not.toThrow();
    expect(() => checkHeader(64 * KB + 1, () => [1])).toThrow(fault('message-size-exceeded', 'The size quota for this stream (65536) has been exceeded.'));
    expect(() => checkHeader(40 * KB, () => [1, 32 * KB + 1])).toThrow(fault('internal-error', 'The service was unable to process the request; please retry the operation.'));
  });

  it('is not looked into while it is small', () => {
    expect(() => checkHeader(32 * KB, () => { throw new Error('looked'); })).not.toThrow();
  });
});
