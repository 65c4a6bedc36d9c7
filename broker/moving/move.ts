import type { History, Step, Target } from '#broker/moving/history';
import { planOf } from '#broker/moving/plan';
import type { Progress } from '#core/report';

export interface Moved {
  /** How many of each kind were brought, and how many things were there already. */
  moved: Partial<Record<Step['kind'], number>>;
  there: number;
  conflicts: string[];
  refused: { what: string; reason: string }[];
  /** What the target still lacks, looked at again afterwards, beyond what it refused. */
  missing: string[];
  notes: string[];
}

/**
 * Brings everything that a target lacks into it, in its order, and looks afterwards whether it is there. Ended in the
 * middle or run again it brings what is missing then.
 */
export async function move(source: History, target: Target, { phased, progress, signal }: { phased: boolean; progress: Progress; signal: AbortSignal }): Promise<Moved> {
  const { steps, there, conflicts } = planOf(source, await target.history(), { phased });
  const moved: Moved = { moved: {}, there, conflicts, refused: [], missing: [], notes: [] };
  for (const [index, step] of steps.entries()) {
    signal.throwIfAborted();
    progress.step('bringing what is missing', index, steps.length);
    const reason = await target.apply(step);
    if (reason === undefined) moved.moved[step.kind] = (moved.moved[step.kind] ?? 0) + 1;
    else moved.refused.push({ what: nameOf(step), reason });
  }
  if (steps.length > 0) {
    const refused = new Set(moved.refused.map(({ what }) => what));
    moved.missing = planOf(source, await target.history(), { phased }).steps.map(nameOf).filter((name) => !refused.has(name));
  }
  moved.notes = target.notes();
  return moved;
}

function nameOf(step: Step): string {
  switch (step.kind) {
    case 'pacticipant':
      return `the application ${step.pacticipant.name}`;
    case 'label':
      return `the label ${step.label} of ${step.pacticipant}`;
    case 'version':
      return `${step.pacticipant} ${step.number}`;
    case 'branch':
      return `${step.pacticipant} ${step.number} on branch ${step.branch}`;
    case 'tag':
      return `the tag ${step.tag} of ${step.pacticipant} ${step.number}`;
    case 'pact':
      return `the pact of ${step.pact.consumer} ${step.pact.version} with ${step.pact.provider}`;
    case 'result':
      return `a result of ${step.result.provider} ${step.result.providerVersion} for ${step.pact.consumer} ${step.pact.version}`;
    case 'environment':
      return `the environment ${step.environment.name}`;
    case 'stay':
    case 'end':
      return `${step.kind === 'end' ? 'the end of ' : ''}${step.stay.pacticipant} ${step.stay.version} ${step.stay.kind} in ${step.stay.environment}`;
    case 'webhook':
      return `the webhook ${step.webhook.uuid}`;
  }
}
