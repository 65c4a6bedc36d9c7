import { describe, expect, it } from 'vitest';
import { readConfig } from '#emulators/service-bus/config/read-config';
import { startServiceBus } from '#emulators/service-bus/index';

const config = (namespace: object) => JSON.stringify({ UserConfig: { Namespaces: [{ Name: 'sbemulatorns', ...namespace }], Logging: { Type: 'File' } } });
const queue = (properties: object, name = 'q') => config({ Queues: [{ Name: name, Properties: properties }] });

const topic = (subscriptions: object[]) => config({ Topics: [{ Name: 't', Subscriptions: subscriptions }] });
const rule = (properties: object) => topic([{ Name: 's', Rules: [{ Name: 'r', Properties: properties }] }]);
const TOPIC = '$.UserConfig.Namespaces[0].Topics[0]';
const RULE = `${TOPIC}.Subscriptions[0].Rules[0]`;

describe("the official emulator's Config.json", () => {
  it('is read unchanged, with comments, beyond the official ranges', () => {
    const text = `{ // the sample has comments
      "UserConfig": { "Namespaces": [ { "Name": "sbemulatorns", /* and
      these */ "Queues": [
        { "Name": "a//b", "Properties": { "LockDuration": "PT1S", "MaxDeliveryCount": 500, "RequiresSession": true, "DefaultMessageTimeToLive": "P30D",
          "DeadLetteringOnMessageExpiration": true, "ForwardTo": "", "RequiresDuplicateDetection": false, "DuplicateDetectionHistoryTimeWindow": "PT20S" } },
        { "Name": "plain" } ], "Topics": [] } ], "Logging": { "Type": "Console" } } }`;
    expect(readConfig(text, 'Config.json')).toEqual({ topics: [], queues: [
      { name: 'a//b', lockDuration: 'PT1S', maxDeliveryCount: 500, requiresSession: true, defaultMessageTimeToLive: 'P30D', deadLetteringOnMessageExpiration: true,
        requiresDuplicateDetection: false, duplicateDetectionHistoryTimeWindow: 'PT20S' },
      { name: 'plain' },
    ] });
  });

  it('has topics, subscriptions and rules', () => {
    const text = config({
      Queues: [{ Name: 'all', Properties: { RequiresDuplicateDetection: true, DuplicateDetectionHistoryTimeWindow: 'PT20S' } }],
      Topics: [{ Name: 't', Properties: { DefaultMessageTimeToLive: 'PT1H' }, Subscriptions: [
        { Name: 'plain', Properties: { ForwardTo: 'all', ForwardDeadLetteredMessagesTo: '', MaxDeliveryCount: 3 } },
        { Name: 'chosen', Rules: [
          { Name: 'c', Properties: { FilterType: 'Correlation', CorrelationFilter: { ContentType: 'x', Label: 'l', Properties: { n: 1 } } } },
          { Name: 's', Properties: { FilterType: 'Sql', SqlFilter: { SqlExpression: "sys.To = 'x'" }, Action: { SqlExpression: "SET sys.To = 'y'" } } },
        ] },
      ] }],
    });
    expect(readConfig(text, 'Config.json')).toEqual({
      queues: [{ name: 'all', requiresDuplicateDetection: true, duplicateDetectionHistoryTimeWindow: 'PT20S' }],
      topics: [{ name: 't', defaultMessageTimeToLive: 'PT1H', subscriptions: [
        { name: 'plain', forwardTo: 'all', maxDeliveryCount: 3, rules: [] },
        { name: 'chosen', rules: [
          { name: 'c', correlationFilter: { contentType: 'x', subject: 'l', properties: { n: 1 } } },
          { name: 's', sqlFilter: "sys.To = 'x'", action: "SET sys.To = 'y'" },
        ] },
      ] }],
    });
  });

  it.each([
    ['a syntax error, by line', '{\n  "UserConfig": {\n    "Namespaces": [ oops ]\n}}', 'line 3: Unexpected token'],
    ['an unfinished file, by line', '{\n "UserConfig": {\n', 'line 3:'],
    ['a trailing comma, by line, comments and a byte order mark before it', '\uFEFF/* one\ntwo */ { // "three\n"UserConfig": {},\n}', 'line 4:'],
    ['a comment that never ends', `${queue({})} /* and`, 'line 1: Unexpected non-whitespace'],
    ['a name of ten million characters', queue({}, 'x'.repeat(10_000_000)), '.Queues[0].Name must NOT have more than 260 characters'],
    ['a hundred thousand arrays within each other', queue({}).replace('{}', '['.repeat(100_000) + ']'.repeat(100_000)), '.Queues[0].Properties must be object'],
    ['SQL of a hundred thousand brackets', rule({ FilterType: 'Sql', SqlFilter: { SqlExpression: `${'('.repeat(50_000)}1=1${')'.repeat(50_000)}` } }), `${RULE}.Properties.SqlFilter.SqlExpression is wrong.`],
    ['a property of the wrong type whose name needs quotes', rule({ FilterType: 'Correlation', CorrelationFilter: { Properties: { 'a/b': [1] } } }), '.CorrelationFilter.Properties["a/b"] must be'],
    ['nothing of it', '{}', "$ must have required property 'UserConfig'"],
    ['two namespaces', '{"UserConfig":{"Namespaces":[{"Name":"a"},{"Name":"b"}]}}', '$.UserConfig.Namespaces must NOT have more than 1 items'],
    ['a wrong type', queue({ MaxDeliveryCount: 'ten' }), '$.UserConfig.Namespaces[0].Queues[0].Properties.MaxDeliveryCount must be integer'],
    ['a misspelt property', queue({ LockDurration: 'PT1M' }), '$.UserConfig.Namespaces[0].Queues[0].Properties has an unknown property "LockDurration"'],
    ['an illegal name', queue({}, '-q'), '$.UserConfig.Namespaces[0].Queues[0].Name must match pattern'],
    ['a duration that is none', queue({ LockDuration: '1 minute' }), '$.UserConfig.Namespaces[0].Queues[0].Properties.LockDuration is "1 minute"'],
    ['a name twice, in other case', config({ Queues: [{ Name: 'Q' }, { Name: 'q' }] }), '$.UserConfig.Namespaces[0].Queues[1].Name is "q" a second time'],
    ['a topic named as a queue', config({ Queues: [{ Name: 'q' }], Topics: [{ Name: 'Q' }] }), '$.UserConfig.Namespaces[0].Topics[0].Name is "Q" a second time'],
    ['a subscription twice', topic([{ Name: 's' }, { Name: 'S' }]), `${TOPIC}.Subscriptions[1].Name is "S" a second time`],
    ['a property that only queues have', config({ Topics: [{ Name: 't', Properties: { LockDuration: 'PT1M' } }] }), `${TOPIC}.Properties has an unknown property "LockDuration"`],
    ['an unknown FilterType', rule({ FilterType: 'SQL', SqlFilter: { SqlExpression: '1=1' } }), `${RULE}.Properties.FilterType must be one of Correlation, Sql.`],
    ['a missing FilterType', rule({ SqlFilter: { SqlExpression: '1=1' } }), `${RULE}.Properties must have required property 'FilterType'`],
    ['a filter of the other type', rule({ FilterType: 'Sql', CorrelationFilter: { Label: 'x' } }), `${RULE}.Properties has the FilterType Sql and no SqlFilter.`],
    ['an empty correlation filter', rule({ FilterType: 'Correlation', CorrelationFilter: { Properties: {} } }), `${RULE}.Properties has the FilterType Correlation and no CorrelationFilter with a property.`],
    ['SQL that is wrong', rule({ FilterType: 'Sql', SqlFilter: { SqlExpression: 'a = ' } }), `${RULE}.Properties.SqlFilter.SqlExpression is wrong. The SQL expression is invalid: a property is expected at position 5`],
    ['an unknown system property', rule({ FilterType: 'Sql', SqlFilter: { SqlExpression: 'sys.Colour = 1' } }), "there is no system property 'Colour'"],
    ['an action that is wrong', rule({ FilterType: 'Sql', SqlFilter: { SqlExpression: '1=1' }, Action: { SqlExpression: 'DROP x' } }), `${RULE}.Properties.Action.SqlExpression is wrong.`],
    ['forwarding to nothing', queue({ ForwardTo: 'other' }), '$.UserConfig.Namespaces[0].Queues[0].Properties.ForwardTo is "other", which is no queue or topic here.'],
    ['forwarding to itself', queue({ ForwardDeadLetteredMessagesTo: 'Q' }), 'ForwardDeadLetteredMessagesTo is "Q", the queue itself.'],
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
