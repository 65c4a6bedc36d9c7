import type { Row } from '#ring1/row';

/** Stands in the report so that nobody takes the table for whole. */
export const taskLoops: Row = {
  name: 'tracebloc-client task loops',
  repository: 'tracebloc-client',
  wording: 'tabular, text, segmentation, MLM, time-series, keypoint, object-detection: build real small model on synthetic data, run N=1 epoch, assert metric is reasonable',
  incident: 'backend#1706: the trainer opened data_id as the file name',
  ranBy: 'nobody',
  file: 'ring1/training/task-loops.ts',
  run: async () => ({ outcome: 'inconclusive', reason: 'Nothing trains here yet: the loops need PyTorch and the training code, which is not public.' }),
};
