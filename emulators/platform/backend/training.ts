import type { BackendContext } from '#emulators/platform/backend/context';
import type { Experiment, User } from '#emulators/platform/backend/state';
import { averagedArrived, awaitedParticipant, epochReported, flopsReported, settleCycle, weightsUploaded } from '#emulators/platform/backend/state-cycle';
import { type ExperimentPlan, startExperiment } from '#emulators/platform/backend/state-experiment';
import { holdDailyInferences } from '#emulators/platform/backend/state-inference';
import { payingTeam } from '#emulators/platform/backend/state-team';
import { jsonMessage } from '#emulators/platform/bus';
import { weightsFile } from '#emulators/platform/weights/store';
import type { Tensor } from '#emulators/platform/weights/tensor';

/** Starts an experiment and tells every participating edge to train its first cycle. @throws Refused */
export async function start(context: BackendContext, user: User, plan: ExperimentPlan): Promise<Experiment> {
  const experiment = startExperiment(context.state, user, plan, context.ids.experimentKey(), context.rules);
  await context.weights.put(experiment.currentWeights, context.state.models.get(plan.modelName)?.weights ?? []);
  await dispatch(context, experiment);
  return experiment;
}

/** Starts an inference: every edge of the dataset scores the stored model once. @throws Refused */
export async function startInference(context: BackendContext, user: User, wanted: { name: string; datasetId: string; modelName: string }): Promise<{ experiment: Experiment; inferenceId: number }> {
  const { state, rules, clock, ids } = context;
  const team = payingTeam(state, user, wanted.datasetId);
  if (team) holdDailyInferences(team, clock.now(), rules);
  const dataPerEdge = state.datasets.get(wanted.datasetId)?.edges ?? {};
  const experiment = startExperiment(state, user, { ...wanted, epochs: 1, cycles: 1, dataPerEdge }, ids.experimentKey(), rules, 'inference');
  team?.inferences.push(clock.now());
  await context.weights.put(experiment.currentWeights, state.models.get(wanted.modelName)?.weights ?? []);
  await dispatch(context, experiment);
  return { experiment, inferenceId: [...state.experiments.values()].filter(({ runKind }) => runKind === 'inference').length };
}

/** Takes one edge's weights; the last ones of a cycle send the cycle to the averaging-service. @throws Refused */
export async function takeWeights(context: BackendContext, experiment: Experiment, upload: { edge: string; cycle: number; samples: number; tensors: Tensor[] }): Promise<string> {
  const { edge, cycle, samples, tensors } = upload;
  awaitedParticipant(experiment, edge, cycle);
  const file = weightsFile(edge, experiment.key, cycle);
  await context.weights.put(file, tensors);
  if (weightsUploaded(experiment, edge, cycle, file, samples)) await requestAveraging(context, experiment);
  context.changed(experiment.key);
  return file;
}

/** A relayed epoch result. @throws Implausible */
export async function takeEpochResult(context: BackendContext, result: Parameters<typeof epochReported>[1]): Promise<void> {
  await settle(context, epochReported(context.state, result));
}

/** Relayed FLOPs. @throws Implausible */
export function takeFlops(context: BackendContext, report: Parameters<typeof flopsReported>[1]): void {
  for (const key of flopsReported(context.state, report, context.rules)) context.changed(key);
}

/** The averaged weights of a cycle: what the next one starts from. @throws Implausible */
export async function takeAveraged(context: BackendContext, averaged: { experimentKey: string; cycle: number; tensors: Tensor[] }): Promise<void> {
  const file = weightsFile('averaged', averaged.experimentKey, averaged.cycle);
  await context.weights.put(file, averaged.tensors);
  await settle(context, averagedArrived(context.state, averaged.experimentKey, averaged.cycle, file));
}

async function settle(context: BackendContext, experiment: Experiment): Promise<void> {
  if (settleCycle(experiment) === 'next cycle') await dispatch(context, experiment);
  context.changed(experiment.key);
}

async function dispatch(context: BackendContext, experiment: Experiment): Promise<void> {
  const { key, cycle, epochs, modelName, datasetId, runKind } = experiment;
  const { bus, queues } = context;
  const model = context.state.models.get(modelName);
  for (const { edge, samples } of experiment.participants) {
    await bus.send(queues.training, jsonMessage({
      experimentKey: key, edge, cycle, epochs, samples, modelName, datasetId, category: model?.category ?? '', framework: model?.framework ?? '', runKind,
    }));
  }
  context.changed(key);
}

async function requestAveraging({ bus, queues }: BackendContext, experiment: Experiment): Promise<void> {
  // Set first, so that a repeated upload does not ask twice; taken back when the bus refuses, so that it can ask again.
  experiment.averagingRequested = true;
  const participants = experiment.participants.map(({ edge, samples, weightsFile: file }) => ({ edge, samples, weightsFile: file }));
  try {
    await bus.send(queues.averaging, jsonMessage({ experimentKey: experiment.key, cycle: experiment.cycle, participants }));
  } catch (error) {
    experiment.averagingRequested = false;
    throw error;
  }
}
