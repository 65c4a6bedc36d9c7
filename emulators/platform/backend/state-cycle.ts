import type { BackendState, Experiment, Participant } from '#emulators/platform/backend/state';
import { refuse } from '#emulators/platform/http/route';

/** A message that cannot be true of this backend's experiments: dead-lettered with its reason. */
export class Implausible extends Error {}

/** @throws Refused `permission-denied` (not a participant), `invalid` (another cycle than the running one) */
export function awaitedParticipant(experiment: Experiment, edge: string, cycle: number): Participant {
  const participant = participantOf(experiment, edge) ?? refuse({ code: 'permission-denied' });
  if (cycle !== experiment.cycle || experiment.status === 'FINISHED') refuse({ code: 'invalid', fields: { cycle: [`Cycle ${cycle} is not running.`] } });
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
  experiment.status = 'RUNNING';
  // Deliveries may overtake one another or come twice: the latest epoch counts, whenever it arrives.
  if (result.epoch >= participant.lastEpoch) {
    participant.lastEpoch = result.epoch;
    participant.metrics = result.metrics;
  }
  return experiment;
}

/** Counts to the experiment and to its account's budget, once for each edge and cycle however often it is told. @throws Implausible */
export function flopsReported(state: BackendState, { experimentKey, edge, cycle, flops }: { experimentKey: string; edge: string; cycle: number; flops: number }): Experiment {
  const experiment = known(state, experimentKey);
  const participant = participantOf(experiment, edge);
  if (!participant) throw new Implausible(`${edge} does not take part in ${experimentKey}`);
  const added = flops - (participant.flops?.[cycle] ?? 0);
  participant.flops = { ...participant.flops, [cycle]: flops };
  experiment.flops += added;
  const budget = state.budgets.get(experiment.accountId);
  if (budget) budget.used += added;
  return experiment;
}

/** The averaged weights are the ones the next cycle starts from. @throws Implausible */
export function averagedArrived(state: BackendState, experimentKey: string, cycle: number, file: string): Experiment {
  const experiment = known(state, experimentKey);
  if (!isRunning(experiment, cycle)) return experiment;
  experiment.averaged = true;
  experiment.currentWeights = file;
  return experiment;
}

/** Ends a cycle once its average and every participant's last epoch are in, in whichever order they came. */
export function settleCycle(experiment: Experiment): 'open' | 'next cycle' | 'finished' {
  const reported = experiment.participants.every(({ lastEpoch }) => lastEpoch >= experiment.epochs);
  if (!experiment.averaged || !reported || experiment.status === 'FINISHED') return 'open';
  experiment.accuracy = weightedAccuracy(experiment.participants);
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
