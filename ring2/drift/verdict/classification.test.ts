import { describe, expect, test } from 'vitest';
import type { Direction } from '#core/compare';
import type { DriftKind } from '#core/transcript';
import { SEVERITIES, type Severity, fails, severityOf } from '#ring2/drift/verdict/classification';

const KINDS: DriftKind[] = ['cosmetic', 'default', 'shape', 'timing', 'capability', 'semantic'];
const DIRECTIONS: Direction[] = ['strict', 'neutral', 'permissive'];
const CONTRACT = ['averaging-service--service-bus'];
const worse = (severity: Severity) => SEVERITIES.length - SEVERITIES.indexOf(severity);

describe('severity', () => {
  test.each<[string, DriftKind, Direction, string[], Severity]>([
    ['the emulator completes a message whose lock is lost, and a consumer rests on it', 'semantic', 'permissive', CONTRACT, 'critical'],
    ['the same, and nobody rests on it', 'semantic', 'permissive', [], 'critical'],
    ['another delivery count, and a consumer rests on it', 'semantic', 'neutral', CONTRACT, 'critical'],
    ['another delivery count, and nobody rests on it', 'semantic', 'neutral', [], 'major'],
    ['the emulator refuses what the cloud takes: a red test, which is seen', 'semantic', 'strict', CONTRACT, 'major'],
    ['the emulator does not know the operation', 'capability', 'strict', [], 'major'],
    ['a scheduled message comes early, and a consumer rests on it', 'timing', 'permissive', CONTRACT, 'critical'],
    ['a scheduled message comes early, and nobody rests on it', 'timing', 'permissive', [], 'major'],
    ['a lock lasts longer, and a consumer rests on it', 'timing', 'neutral', CONTRACT, 'major'],
    ['a number became a text, and nobody rests on it', 'shape', 'neutral', [], 'minor'],
    ['another default, and nobody rests on it', 'default', 'neutral', [], 'minor'],
    ['an error is worded otherwise, whoever rests on it', 'cosmetic', 'permissive', CONTRACT, 'info'],
  ])('%s', (_story, kind, direction, contracts, severity) => {
    expect(severityOf({ kind, direction }, contracts)).toBe(severity);
  });

  test.each(KINDS.flatMap((kind) => [[], CONTRACT].map((contracts) => [kind, contracts] as const)))('%s %j: permissive is never milder than neutral, nor neutral than strict', (kind, contracts) => {
    const [strict = 0, neutral = 0, permissive = 0] = DIRECTIONS.map((direction) => worse(severityOf({ kind, direction }, contracts)));
    expect(permissive).toBeGreaterThanOrEqual(neutral);
    expect(neutral).toBeGreaterThanOrEqual(strict);
  });

  test.each(KINDS.filter((kind) => kind !== 'cosmetic'))('%s: permissive is worse than strict', (kind) => {
    for (const contracts of [[], CONTRACT]) {
      expect(worse(severityOf({ kind, direction: 'permissive' }, contracts))).toBeGreaterThan(worse(severityOf({ kind, direction: 'strict' }, contracts)));
    }
  });

  test.each(KINDS.flatMap((kind) => DIRECTIONS.map((direction) => [kind, direction] as const)))('%s %s: a contract never makes it milder', (kind, direction) => {
    expect(worse(severityOf({ kind, direction }, CONTRACT))).toBeGreaterThanOrEqual(worse(severityOf({ kind, direction }, [])));
  });
});

test.each<[Severity, Severity[]]>([
  ['critical', ['critical']], ['major', ['critical', 'major']], ['minor', ['critical', 'major', 'minor']], ['info', ['critical', 'major', 'minor']],
])('gate %s fails %j', (gate, failing) => {
  expect(SEVERITIES.filter((severity) => fails(severity, gate))).toEqual(failing);
});
