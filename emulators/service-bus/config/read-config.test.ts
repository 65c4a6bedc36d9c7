import { describe, expect, it } from 'vitest';
import { readConfig } from '#emulators/service-bus/config/read-config';
import { startServiceBus } from '#emulators/service-bus/index';

const config = (namespace: object) => JSON.stringify({ UserConfig: { Namespaces: [{ Name: 'sbemulatorns', ...namespace }], Logging: { Type: 'File' } } });
const queue = (properties: object, name = 'q') => config({ Queues: [{ Name: name, Properties: properties }] });

describe("the official emulator's Config.json", () => {
  it('is read unchanged, with comments, beyond the official ranges', () => {
    const text = `{ // the sample has comments
      "UserConfig": { "Namespaces": [ { "Name": "sbemulatorns", /* and
      these */ "Queues": [
        { "Name": "a//b", "Properties": { "LockDuration": "PT1S", "MaxDeliveryCount": 500, "RequiresSession": true, "DefaultMessageTimeToLive": "P30D",
          "DeadLetteringOnMessageExpiration": true, "ForwardTo": "", "RequiresDuplicateDetection": false, "DuplicateDetectionHistoryTimeWindow": "PT20S" } },
        { "Name": "plain" } ], "Topics": [] } ], "Logging": { "Type": "Console" } } }`;
    expect(readConfig(text, 'Config.json')).toEqual([
      { name: 'a//b', lockDuration: 'PT1S', maxDeliveryCount: 500, requiresSession: true, defaultMessageTimeToLive: 'P30D', deadLetteringOnMessageExpiration: true },
      { name: 'plain' },
    ]);
  });

  it.each([
    ['a syntax error, by line', '{\n  "UserConfig": {\n    "Namespaces": [ oops ]\n}}', 'line 3: Unexpected token'],
    ['an unfinished file, by line', '{\n "UserConfig": {\n', 'line 3:'],
    ['nothing of it', '{}', "$ must have required property 'UserConfig'"],
    ['two namespaces', '{"UserConfig":{"Namespaces":[{"Name":"a"},{"Name":"b"}]}}', '$.UserConfig.Namespaces must NOT have more than 1 items'],
    ['a wrong type', queue({ MaxDeliveryCount: 'ten' }), '$.UserConfig.Namespaces[0].Queues[0].Properties.MaxDeliveryCount must be integer'],
    ['a misspelt property', queue({ LockDurration: 'PT1M' }), '$.UserConfig.Namespaces[0].Queues[0].Properties has an unknown property "LockDurration"'],
    ['an illegal name', queue({}, '-q'), '$.UserConfig.Namespaces[0].Queues[0].Name must match pattern'],
    ['a duration that is none', queue({ LockDuration: '1 minute' }), '$.UserConfig.Namespaces[0].Queues[0].Properties.LockDuration is "1 minute"'],
    ['a name twice, in other case', config({ Queues: [{ Name: 'Q' }, { Name: 'q' }] }), '$.UserConfig.Namespaces[0].Queues[1].Name is "q" a second time'],
    ['a topic', config({ Topics: [{ Name: 't' }] }), '$.UserConfig.Namespaces[0].Topics has 1 topic(s), which are not supported yet'],
    ['duplicate detection', queue({ RequiresDuplicateDetection: true }), 'duplicate detection is not supported yet'],
    ['forwarding', queue({ ForwardTo: 'other' }), 'forwarding is not supported yet'],
  ])('is refused with %s', (_, text, problem) => {
    const read = () => readConfig(text, 'Config.json');
    expect(read).toThrow(expect.objectContaining({ code: 'RP_CONFIG_INVALID', values: expect.objectContaining({ file: 'Config.json' }) as object }) as Error);
    expect(read).toThrow(problem);
  });
});

describe('startServiceBus', () => {
  it('takes the queues of a parsed Config.json beside those given', async () => {
    await using bus = await startServiceBus({ queues: [{ name: 'mine' }], config: JSON.parse(queue({}, 'theirs')) as unknown });
    expect(bus.queueNames()).toEqual(['mine', 'theirs']);
  });

  it('refuses a malformed duration and a queue given twice', async () => {
    await expect(startServiceBus({ queues: [{ name: 'q', lockDuration: 'soon' }] })).rejects.toMatchObject({ code: 'RP_CONFIG_INVALID' });
    await expect(startServiceBus({ queues: [{ name: 'q' }, { name: 'Q' }] })).rejects.toMatchObject({ code: 'RP_CONFIG_INVALID' });
  });
});
