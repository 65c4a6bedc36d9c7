import { expect, test } from 'vitest';
import { trainingPodJob } from '#contracts/deployment/training-pod-job';
import { TASK_CATEGORIES } from '#contracts/vocabularies/task-categories';
import { checkManifest } from '#core/requirement/manifest';
import { trainingPodManifest } from '#stubs/training-pod/job';

const image = 'docker.io/tracebloc/stub:dev';

test.each(TASK_CATEGORIES)('the Job of a stub pod for %s has what the real one must have', (category) => {
  for (const routed of [true, false]) {
    for (const pullSecret of [undefined, 'registry']) {
      const secret = pullSecret === undefined ? {} : { pullSecret };
      expect(checkManifest(trainingPodJob({ category, routed, cpuOnly: true, ...secret }), trainingPodManifest({ image, category, routed, ...secret }))).toEqual([]);
    }
  }
});

test('an image from elsewhere is refused', () => {
  expect(() => trainingPodManifest({ image: 'docker.io/library/node:24' })).toThrow('--image cannot be');
});
