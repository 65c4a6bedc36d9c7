import type { Result } from '#core/report';
import { NOT_PLAYED, SUBJECTS } from '#ring2/drift/catalogue';
import type { NotOffered } from '#ring2/drift/library';
import type { Capability } from '#ring2/drift/scenario';
import type { DriftTarget, Product } from '#ring2/drift/target';

/** Something that a target declares not to have. The reason is '' where nobody wrote one down. An alias: it is stored in reports. */
export type CapabilityGap = { capability: Capability; reason: string; source: string };

/** Subjects of the catalogue that a target says nothing about. */
export type SubjectGap = { subjects: string[]; reason: string; source: string };

interface Manifest { capabilities: readonly CapabilityGap[]; subjects: readonly SubjectGap[] }

/**
 * The gaps that stay, by product. A difference that is meant to go away is an allowance instead, which expires. Nothing
 * stands here that no source says.
 */
export const MANIFEST: Readonly<Record<Product, Manifest>> = {
  'ringproof emulator': {
    capabilities: [],
    subjects: [
      { subjects: ['D93', 'D122'], reason: 'transactions and send-via are not emulated', source: 'emulators/service-bus/README.md' },
      { subjects: ['D71'], reason: 'partitioned entities are not emulated', source: 'emulators/service-bus/README.md' },
    ],
  },
  'official emulator': {
    capabilities: [{ capability: 'websocket', reason: 'it speaks AMQP over TCP only', source: 'overview-emulator; azure-service-bus-emulator-installer #51, #143' }],
    subjects: [
      { subjects: ['D71'], reason: 'partitioned entities are not supported', source: 'overview-emulator' },
      { subjects: ['D123'], reason: 'nothing outlives a restart of its container', source: 'overview-emulator' },
    ],
  },
};

/** What the manifest says of one thing that a target lacks. */
export const gapOf = ({ product }: Pick<DriftTarget, 'product'>, capability: Capability): CapabilityGap =>
  (product && MANIFEST[product].capabilities.find((gap) => gap.capability === capability)) ?? { capability, reason: '', source: '' };

/** Whether nothing could be told for a gap of a target or client, declared or not. */
export const isGap = ({ details }: Pick<Result, 'details'>): boolean => details?.['gap'] !== undefined || details?.['notOffered'] !== undefined;

/** Whether somebody has written down that it stays so and why: then it is known, and no run need end undecided for it (decision 11). */
export const isDeclaredGap = ({ details }: Pick<Result, 'details'>): boolean =>
  details?.['notOffered'] !== undefined || ((details?.['gap'] as CapabilityGap | undefined)?.reason ?? '') !== '';

/** A target of which it is known now what it is: it lacks what that lacks. */
export const known = (target: DriftTarget, product: Product): DriftTarget =>
  ({ ...target, product, lacks: [...new Set([...target.lacks, ...MANIFEST[product].capabilities.map(({ capability }) => capability)])] });

/** All that a target declares, for its side of a report. */
export function gapsOf(target: Pick<DriftTarget, 'product' | 'lacks'>): { capabilities: CapabilityGap[]; subjects: SubjectGap[] } {
  return { capabilities: target.lacks.map((one) => gapOf(target, one)), subjects: target.product ? [...MANIFEST[target.product].subjects] : [] };
}

/** The gaps in words, each once: those of the targets, those of the client that were met, then what no client can play on a bus that is not its own. */
export function gapNotes(targets: readonly Pick<DriftTarget, 'name' | 'product' | 'lacks'>[], results: readonly Pick<Result, 'details'>[] = []): string[] {
  const owners = new Map<string, Set<string>>();
  for (const target of targets) for (const gap of sentencesOf(target)) owners.set(gap, (owners.get(gap) ?? new Set()).add(target.name));
  const met = new Set(results.flatMap(({ details }) => {
    const gap = details?.['notOffered'] as NotOffered | undefined;
    return gap ? [`gap of ${gap.driver}: no ${gap.feature}: ${gap.reason}`] : [];
  }));
  const notPlayed = Object.keys(NOT_PLAYED);
  return [
    ...[...owners].map(([gap, names]) => `gap of ${[...names].join(' and ')}: ${gap}`),
    ...met,
    `${notPlayed.length} of ${Object.keys(SUBJECTS).length} subjects are never played: ${notPlayed.join(', ')}; docs/drift-scenarios.md says why`,
  ];
}

function sentencesOf(target: Pick<DriftTarget, 'product' | 'lacks'>): string[] {
  const { capabilities, subjects } = gapsOf(target);
  const because = (reason: string, source: string) => `${reason && `: ${reason}`}${source && ` (${source})`}`;
  return [
    ...capabilities.map(({ capability, reason, source }) => `no ${capability}${because(reason, source)}`),
    ...subjects.map((gap) => `${gap.subjects.map((id) => `${id} ${SUBJECTS[id] ?? ''}`).join('; ')}${because(gap.reason, gap.source)}`),
  ];
}
