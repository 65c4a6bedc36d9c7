import { describe, expect, test } from 'vitest';
import { BusError } from '#ring2/drift/driver';
import { programLibrary } from '#ring2/drift/drivers/program/library';
import { OPTIONS, open } from '#ring2/drift/drivers/program/testing/program';
import { CannotTell } from '#ring2/drift/target';

const failure = (asked: Promise<unknown>) => asked.then(() => 'an answer', (error: unknown) => error);

describe('an operation', () => {
  test('is one line out and one line in', async () => {
    await using program = await open(`({ id, ...asked }) => say({ id, ok: { names: [JSON.stringify(asked)] } })`);
    const [asked] = await program.client.driver().rules('t/Subscriptions/s').names();
    expect(JSON.parse(asked ?? '')).toEqual({ op: 'ruleNames', client: expect.any(String) as string, driver: '1', args: { subscription: 't/Subscriptions/s' } });
  });

  test('carries a message out and in, points in time included, and settles it by its handle', async () => {
    await using program = await open(`(() => { let kept; return ({ id, op, args }) => {
      if (op === 'send') kept = args.messages[0];
      if (op === 'complete' && args.handle !== 'seven') return say({ id, error: { code: 'GeneralError', message: 'which?', retryable: false } });
      say({ id, ok: op === 'receive' ? { received: { handle: 'seven', message: { ...kept, state: 'active' } } } : null });
    }; })()`);
    const driver = program.client.driver();
    const sent = { body: { a: [1] }, messageId: 'm', properties: { at: new Date(1_700_000_000_000), whole: 7, half: 0.5, none: null, yes: true } };
    await driver.send('q', sent);
    const received = await driver.receive('q');
    expect(received).toEqual({ ...sent, state: 'active' });
    if (received) await driver.complete(received);
  });

  test('finds its own answer, in whatever order they come', async () => {
    await using program = await open(`(() => { const all = []; return (request) => {
      all.unshift(request);
      if (all.length === 3) for (const { id, args } of all) say({ id, ok: { sequenceNumber: String(args.at) } });
    }; })()`);
    const driver = program.client.driver();
    expect(await Promise.all([1, 2, 3].map((at) => driver.schedule('q', { body: null }, at)))).toEqual(['1', '2', '3']);
  });

  test('is asked in the name of another driver of the same client', async () => {
    await using program = await open(`({ id, client, driver }) => say({ id, ok: { names: [client, driver] } })`);
    const driver = program.client.driver();
    const [one, other] = [await driver.rules('s').names(), await driver.another().rules('s').names()];
    expect(other[0]).toBe(one[0]);
    expect(other[1]).not.toBe(one[1]);
  });

  test('that the bus refuses is the error that the program tells', async () => {
    await using program = await open(`({ id }) => say({ id, error: { code: 'MessageLockLost', message: 'no hidden-key', retryable: false, condition: 'com.microsoft:message-lock-lost' } })`);
    const error = await failure(program.client.driver().peek('q', 1));
    expect(error).toBeInstanceOf(BusError);
    expect(error).toMatchObject({ code: 'MessageLockLost', condition: 'com.microsoft:message-lock-lost', message: 'no …' });
  });

  test('that the library does not offer is not asked', async () => {
    await using program = await open(`() => process.exit(1)`, {}, { rules: 'it knows none' });
    const error = await failure(program.client.driver().rules('s').names());
    expect(error).toBeInstanceOf(CannotTell);
    expect(error).toMatchObject({ message: 'scripted does not offer rules: it knows none' });
  });

  test('that the library turns out not to offer is no answer of the bus', async () => {
    await using program = await open(`({ id }) => say({ id, error: { code: 'NotOffered', message: 'settlement-after-close', retryable: false } })`, {}, { 'settlement-after-close': 'it forgets' });
    expect(await failure(program.client.driver().peek('q', 1))).toMatchObject({ message: 'scripted does not offer settlement-after-close: it forgets' });
  });
});

describe('a program', () => {
  test.each([
    ['that crashes', `() => { console.error('no more hidden-key'); process.exit(3); }`, 'the program ended with code 3; the last it said: no more …'],
    ['that is killed', `() => process.kill(process.pid, 'SIGTERM')`, 'the program ended with SIGTERM'],
    ['that writes no JSON', `() => console.log('hello')`, 'the program wrote what is no answer: hello'],
    ['that answers what nobody asked', `() => say({ id: 99, ok: null })`, 'the program wrote what is no answer: {"id":99,"ok":null}'],
    ['whose error is none', `({ id }) => say({ id, error: 'bad' })`, 'the program wrote what is no answer: {"id":'],
    ['whose answer lacks what was asked for', `({ id }) => say({ id, ok: {} })`, 'no list "messages"'],
  ])('%s gives ClientFailed, and the next driver a new one', async (_, answer, reason) => {
    await using program = await open(`(asked) => (asked.op === 'ruleNames' ? say({ id: asked.id, ok: { names: ['alive'] } }) : (${answer})(asked))`);
    const driver = program.client.driver();
    expect(await failure(driver.peek('q', 1))).toMatchObject({ code: 'ClientFailed', message: expect.stringContaining(reason) as string });
    expect(await failure(driver.rules('s').names())).toMatchObject({ code: 'ClientFailed' });
    await driver.leave();
    expect(await program.client.driver().rules('s').names()).toEqual(['alive']);
  });

  test('that says nothing is stopped', async () => {
    await using program = await open(`() => undefined`, { patienceMs: 0, answerMs: 50 });
    expect(await failure(program.client.driver().peek('q', 1))).toMatchObject({ code: 'ClientFailed', message: 'the program did not answer "peek" within 0.05 s' });
  });

  test('that is silent about one thing goes on with the others', async () => {
    await using program = await open(`({ id, op }) => op === 'ruleNames' && say({ id, ok: { names: ['alive'] } })`, { patienceMs: 0, answerMs: 500 });
    const driver = program.client.driver();
    const [peeked, names] = await Promise.all([failure(driver.peek('q', 1)), driver.rules('s').names()]);
    expect(peeked).toMatchObject({ code: 'ClientFailed', message: 'the program did not answer "peek" within 0.5 s' });
    expect([names, await driver.rules('s').names()]).toEqual([['alive'], ['alive']]);
  });

  test('that is asked when the check is interrupted ends the question', async () => {
    const stop = new AbortController();
    await using program = await open(`() => undefined`, { signal: stop.signal });
    const asked = failure(program.client.driver().peek('q', 1));
    stop.abort();
    expect(await asked).toMatchObject({ name: 'AbortError' });
  });

  test('that is not there says what to install', async () => {
    const library = programLibrary({ name: 'none', lacks: {}, jobs: 1, command: () => ['/nowhere/at-all'], prerequisite: { tool: 'A program', advice: 'Install it.' } });
    expect(await failure(library.open().then((opened) => opened.connect(OPTIONS)))).toMatchObject({
      code: 'RP_PREREQUISITE', message: 'A program is needed for the driver none and was not found.', advice: expect.stringMatching(/^Install it\. .*ENOENT/) as string,
    });
  });
});
