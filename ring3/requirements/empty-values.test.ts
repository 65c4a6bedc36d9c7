import { expect, it } from 'vitest';
import type { JsonObject } from '#core/json';
import { withEmptyValues } from '#ring3/requirements/empty-values';

const job = (env: JsonObject[]): JsonObject => ({ kind: 'Job', spec: { backoffLimit: 0, template: { metadata: {}, spec: { restartPolicy: 'Never', containers: [{ name: 'one', env }, { name: 'two' }] } } } });

it('gives a variable without a value the empty one, and leaves all else', () =>
  expect(withEmptyValues(job([{ name: 'EMPTY' }, { name: 'SET', value: '1' }, { name: 'SECRET', valueFrom: { secretKeyRef: { name: 's', key: 'k' } } }])))
    .toEqual(job([{ name: 'EMPTY', value: '' }, { name: 'SET', value: '1' }, { name: 'SECRET', valueFrom: { secretKeyRef: { name: 's', key: 'k' } } }])));

it.each<JsonObject>([{}, { kind: 'NetworkPolicy', spec: {} }, { spec: { template: null } }])('leaves %j as it is', (object) => expect(withEmptyValues(object)).toEqual(object));
