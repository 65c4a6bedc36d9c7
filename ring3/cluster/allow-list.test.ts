import { describe, expect, it } from 'vitest';
import { holdAllowed, parseAllowList } from '#ring3/cluster/allow-list';

const TEST = { context: 'test', server: 'https://10.0.0.1:6443' };

describe('the allow-list', () => {
  it('is a context and a server a line, with comments', () =>
    expect(parseAllowList('# ours\n\n test  https://10.0.0.1:6443/  # small\r\n', 'f')).toEqual([TEST]));

  it.each(['test', 'test 10.0.0.1', 'test https://a https://b'])('refuses the line "%s", by its number', (line) =>
    expect(() => parseAllowList(`# one\n${line}`, 'f')).toThrow(expect.objectContaining({ code: 'RP_CLUSTER_ALLOW', message: expect.stringContaining('2') as string })));
});

describe('a cluster', () => {
  it('may be used when the list names it and a person has said its name once more', () =>
    expect(holdAllowed({ ...TEST, server: `${TEST.server}/` }, { allowed: [TEST], confirmed: 'test' })).toBeUndefined());

  it.each([
    ['is in no list', TEST, [], 'test', 'does not name this context'],
    ['is another under the same name', { ...TEST, server: 'https://production' }, [TEST], 'test', 'another server'],
    ['was not confirmed', TEST, [TEST], undefined, 'was not confirmed'],
    ['was confirmed by another name', TEST, [TEST], 'tset', '"tset" was confirmed instead'],
  ])('is refused when it %s', (_, cluster, allowed, confirmed, problem) =>
    expect(() => holdAllowed(cluster, { allowed, confirmed })).toThrow(expect.objectContaining({ code: 'RP_CLUSTER_REFUSED', message: expect.stringContaining(problem) as string })));
});
