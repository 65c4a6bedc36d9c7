import { canIDeployStep } from '#commands/run/can-i-deploy-step';
import { driftStep } from '#commands/run/drift-step';
import { journeyStep } from '#commands/run/journey-step';
import type { Loop } from '#commands/run/loop';
import { publishStep } from '#commands/run/publish-step';
import { deployStep } from '#commands/run/deploy-step';
import { recordStep } from '#commands/run/record-step';
import { verifyStep } from '#commands/run/verify-step';
import type { Result } from '#core/report';

export interface Step {
  name: string;
  /** Fills its part of the page and returns its results. */
  run: (loop: Loop) => Promise<Result[]>;
}

/** The loop, in order. */
export const steps: Step[] = [
  { name: 'record', run: recordStep },
  { name: 'publish', run: publishStep },
  { name: 'verify', run: verifyStep },
  { name: 'record-deployment', run: deployStep },
  { name: 'can-i-deploy', run: canIDeployStep },
  { name: 'journey', run: journeyStep },
  { name: 'drift', run: driftStep },
];
