import type { BackendRules } from '#emulators/platform/backend/rules';
import type { BackendState, Experiment, Participant } from '#emulators/platform/backend/state';
import { charge } from '#emulators/platform/backend/state-team';
import { refuse } from '#emulators/platform/http/route';

/** A message that cannot be true of this backend's experiments: dead-lettered with its reason. */
export class Implausible extends Error {}

/** @throws Refused `permission-denied` (not a participant), `invalid` (another cycle than the running one) */
export function awaitedParticipant(experiment: Experiment, edge: string, cycle: number): Participant {
  const participant = participantOf(experiment, edge) ?? refuse({ code: 'permission-denied' });
  if (cycle !== experiment.cycle || experiment.status === 'FINISHED' || experiment.runKind === 'inference') refuse({ code: 'invalid', fields: { cycle: [`Cycle ${cycle} is not running.`] } });
  return participant;
}

/** An edge's weights of the running cycle lie on the share. True when they were the last ones awaited. @throws Refused */
export function weightsUploaded(experiment: Experiment, edge: string, cycle: number, file: string, samples: number): boolean {
  Object.assign(awaitedParticipant(experiment, edge, cycle), { weightsFile: file, samples });
  return !experiment.averagingRequested && experiment.participants.every(({ weightsFile }) => weightsFile !== null);
}

/** @throws Implausible */
export function epochReported(state: BackendState, result: { experimentKey: string; edge: string; cycle: number; epoch: number; metrics: Record<string, number> }): Experiment {
  const experiment = known(state, result.experimentKey);
  const participant = participantOf(experiment, result.edge);
  if (!participant) throw new Implausible(`${result.edge} does not take part in ${result.experimentKey}`);
  if (!isRunning(experiment, result.cycle)) return experiment;
  // What a paused run still reports is kept, and starts nothing.
  if (experiment.status !== 'PAUSED') experiment.status = 'RUNNING';
  // Deliveries may overtake one another or come twice: the latest epoch counts, whenever it arrives.
  if (result.epoch >= participant.lastEpoch) {
    participant.lastEpoch = result.epoch;
    participant.metrics = result.metrics;
  }
  return experiment;
}

/**
 * Books an edge's FLOPs of a cycle on the experiment and on its team, once however often the report comes. When the team's FLOPs run
 * out everything it has running is paused. Answers the keys of the experiments that changed.
 * @throws Implausible
 */
export function flopsReported(state: BackendState, { experimentKey, edge, cycle, flops }: { experimentKey: string; edge: string; cycle: number; flops: number }, rules: BackendRules): string[] {
  const experiment = known(state, experimentKey);
  if (!participantOf(experiment, edge)) throw new Implausible(`${edge} does not take part in ${experimentKey}`);
  const report = `${edge} ${cycle}`;
  const more = Math.max(0, flops - (experiment.flopsOf.get(report) ?? 0));
  experiment.flopsOf.set(report, Math.max(flops, experiment.flopsOf.get(report) ?? 0));
  experiment.flops += more;
  return [experimentKey, ...(experiment.teamId === null ? [] : charge(state, experiment.teamId, more, rules))];
}

/** The averaged weights are the ones the next cycle starts from. @throws Implausible */
export function averagedArrived(state: BackendState, experimentKey: string, cycle: number, file: string): Experiment {
  const experiment = known(state, experimentKey);
  if (!isRunning(experiment, cycle)) return experiment;
  experiment.averaged = true;
  experiment.currentWeights = file;
  return experiment;
}

/** Ends a cycle once its average and every participant's last epoch are in, in whichever order they came. A paused run stays where it is. */
export function settleCycle(experiment: Experiment): 'open' | 'next cycle' | 'finished' {
  const reported = experiment.participants.every(({ lastEpoch }) => lastEpoch >= experiment.epochs);
  const averaged = experiment.averaged || experiment.runKind === 'inference';
  if (!averaged || !reported || experiment.status === 'FINISHED' || experiment.status === 'PAUSED') return 'open';
  experiment.accuracy = weightedAccuracy(experiment.participants);
  experiment.finishedCycles.push({ cycle: experiment.cycle, accuracy: experiment.accuracy, modelWeightsFile: experiment.currentWeights });
  if (experiment.cycle === experiment.cycles) {
    experiment.status = 'FINISHED';
    return 'finished';
  }
  experiment.cycle += 1;
  experiment.averaged = false;
  experiment.averagingRequested = false;
  for (const participant of experiment.participants) Object.assign(participant, { weightsFile: null, metrics: null, lastEpoch: 0 });
  return 'next cycle';
}

/** Every participant's accuracy counts by its samples; null when nobody reported one. */
export function weightedAccuracy(participants: readonly Participant[]): number | null {
  const reporting = participants.filter(({ metrics }) => metrics?.['accuracy'] !== undefined);
  const samples = reporting.reduce((sum, one) => sum + one.samples, 0);
  if (samples === 0) return null;
  return reporting.reduce((sum, one) => sum + one.samples * (one.metrics?.['accuracy'] ?? 0), 0) / samples;
}

const participantOf = (experiment: Experiment, name: string) => experiment.participants.find(({ edge }) => edge === name);

function known(state: BackendState, key: string): Experiment {
  const experiment = state.experiments.get(key);
  if (!experiment) throw new Implausible(`there is no experiment ${key}`);
  return experiment;
}

/** False for a cycle that is over: the bus delivers at least once, so its messages may come again. @throws Implausible for one to come */
function isRunning({ key, cycle, status }: Experiment, named: number): boolean {
  if (named > cycle) throw new Implausible(`cycle ${named} of ${key} has not begun`);
  return named === cycle && status !== 'FINISHED';
}
