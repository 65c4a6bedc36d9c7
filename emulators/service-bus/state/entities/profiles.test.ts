import { describe, expect, it } from 'vitest';
import { virtualClock } from '#core/clock';
import { createQueue, updateQueue } from '#emulators/service-bus/state/entities/queues';
import { checkReceiverQuota } from '#emulators/service-bus/state/entities/quotas';
import { createRule, deleteRule, updateRule } from '#emulators/service-bus/state/entities/rules';
import { createSubscription } from '#emulators/service-bus/state/entities/subscriptions';
import { createTopic } from '#emulators/service-bus/state/entities/topics';
import { Namespace } from '#emulators/service-bus/state/namespace';
import { PROFILES, type ProfileName, type Quotas } from '#emulators/service-bus/state/profile';
import type { QueueOptions } from '#emulators/service-bus/state/queue-options';
import type { Filter } from '#emulators/service-bus/state/rule';

// overview-emulator, its configuration's schema, and Azure/azure-service-bus-emulator-installer #133, #134, #144

const MINUTE = 60_000;
const namespaceOf = (profile: ProfileName, quotas: Partial<Quotas> = {}) =>
  new Namespace('n', virtualClock(), { profile: { ...PROFILES[profile], quotas: { ...PROFILES[profile].quotas, ...quotas } } });
const fault = (code: string, message = '') => expect.objectContaining({ code, message: expect.stringContaining(message) as string }) as Error;

describe("the official emulator's ranges", () => {
  it.each<[keyof QueueOptions, number, number, number]>([
    ['lockDuration', 5000, 5 * MINUTE, 1], ['maxDeliveryCount', 1, 10, 1], ['defaultMessageTimeToLive', 5 * MINUTE, 60 * MINUTE, 1],
    ['duplicateDetectionHistoryTimeWindow', 5000, 5 * MINUTE, 1], ['maxSizeInMegabytes', 1, 100, 1],
  ])('hold %s between %i and %i, when it is made and when it is changed', (field, least, most, step) => {
    const namespace = namespaceOf('official-emulator');
    createQueue(namespace, 'least', { [field]: least });
    createQueue(namespace, 'most', { [field]: most });
    for (const value of [least - step, most + step]) {
      expect(() => createQueue(namespace, 'q', { [field]: value })).toThrow(fault('argument-error', field));
      expect(() => updateQueue(namespace, 'least', { [field]: value })).toThrow(fault('argument-error', field));
    }
  });

  it('know no AutoDeleteOnIdle, no "~" in names, and a minute at least for the locks of a subscription', () => {
    const namespace = namespaceOf('official-emulator');
    expect(() => createQueue(namespace, 'q', { autoDeleteOnIdle: 10 * MINUTE })).toThrow(fault('argument-error', 'official emulator does not support it'));
    expect(() => createQueue(namespace, 'a~b')).toThrow(fault('argument-error', "'a~b' is not a valid entity name"));
    expect(createQueue(namespaceOf('standard'), 'a~b').name).toBe('a~b');
    createTopic(namespace, 't');
    expect(() => createSubscription(namespace, 't', 's', { lockDuration: 30_000 })).toThrow(fault('argument-error', '1 to 5 minutes'));
  });
});

describe('a quota', () => {
  it('of queues and topics together: 50, 10 000 in the standard tier, 1 000 in premium with one messaging unit', () => {
    const namespace = namespaceOf('official-emulator');
    for (let count = 0; count < 49; count += 1) createQueue(namespace, `q${count}`);
    createTopic(namespace, 't');
    expect(() => createQueue(namespace, 'one-more')).toThrow(fault('resources-exceeded', 'Actual: 50, Max allowed: 50.'));
    expect(() => createTopic(namespace, 'one-more')).toThrow(fault('resources-exceeded'));
    expect([PROFILES.standard.quotas.entities, PROFILES.premium.quotas.entities]).toEqual([10_000, 1000]);
  });

  it('of subscriptions in a topic: 50', () => {
    const namespace = namespaceOf('official-emulator');
    createTopic(namespace, 't');
    for (let count = 0; count < 50; count += 1) createSubscription(namespace, 't', `s${count}`);
    expect(() => createSubscription(namespace, 't', 'one-more')).toThrow(fault('resources-exceeded', 'type Subscription has been reached or exceeded. Actual: 50'));
  });

  it.each<[Filter['type'], Filter]>([
    ['sql', { type: 'sql', expression: '1 = 1' }], ['correlation', { type: 'correlation', system: new Map([['Label', 'x']]), properties: new Map() }],
  ])('of %s filters is of a topic with all its subscriptions; another in its place is not one more', (_, filter) => {
    const namespace = namespaceOf('official-emulator', { sqlFiltersPerTopic: 2, correlationFiltersPerTopic: 2 });
    createTopic(namespace, 't');
    const [first, second] = [createSubscription(namespace, 't', 'a', {}, { name: 'r', filter }), createSubscription(namespace, 't', 'b', {}, { name: 'r', filter })];
    for (const act of [() => createSubscription(namespace, 't', 'c', {}, { name: 'r', filter }), () => createRule(namespace, first, { name: 'more', filter })]) expect(act).toThrow(fault('resources-exceeded', 'Actual: 2, Max allowed: 2.'));
    updateRule(namespace, first, { name: 'r', filter });
    createRule(namespace, first, { name: 'all', filter: { type: 'true' } });
    expect(() => updateRule(namespace, first, { name: 'all', filter })).toThrow(fault('resources-exceeded'));
    deleteRule(namespace, second, 'r');
    createRule(namespace, first, { name: 'more', filter });
  });

  it('of receivers is of a topic with all its subscriptions', () => {
    const namespace = namespaceOf('official-emulator', { receivers: 2 });
    const queue = createQueue(namespace, 'q');
    const attach = (to = queue, direction: 'send' | 'receive' = 'receive') => to.attachments.add({ direction, detach: () => undefined });
    attach(queue, 'send');
    attach();
    checkReceiverQuota(namespace, queue);
    attach();
    expect(() => checkReceiverQuota(namespace, queue)).toThrow(fault('quota-exceeded', "entity 'q' has been reached. Max allowed: 2."));
    createTopic(namespace, 't');
    const [a, b] = [createSubscription(namespace, 't', 'a').queue, createSubscription(namespace, 't', 'b').queue];
    attach(a);
    attach(b);
    expect(() => checkReceiverQuota(namespace, a)).toThrow(fault('quota-exceeded', "entity 't'"));
  });
});
