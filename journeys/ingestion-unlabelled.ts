import { ADA } from '#journeys/experiment';
import { walk } from '#journeys/walk';
import type { IngestionOrder, Journey } from '#journeys/world';

const order: IngestionOrder = { edge: ADA.edge, ingestorId: '66666666-6666-4666-8666-666666666666', table: 'journey_table', category: 'masked_language_modeling', labels: {} };

/** A self-supervised category has no labels, and its dataset is registered without any. */
export const ingestionUnlabelled: Journey = {
  name: 'ingestion-unlabelled',
  incident: 'data-ingestors#213 (2026-06-10): a self-supervised category with a label committed its rows and then failed with a misleading 400',
  needs: { participants: [ADA], averagingRule: 'mean' },
  run: (world) => walk(ingestionUnlabelled, world, async (w) => {
    const { exitCode, log } = await w.need('ingestion').run(order);
    w.expect('the run says what the contract allows, and ends well', '', exitCode === 0 ? '' : log.slice(1).join('; '));
  }),
};
