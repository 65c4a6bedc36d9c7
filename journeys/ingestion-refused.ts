import { answered } from '#journeys/exchanges';
import { ADA } from '#journeys/experiment';
import { walk } from '#journeys/walk';
import type { IngestionOrder, Journey } from '#journeys/world';

/** A category that an ingestor with an older list knows, and the backend does not. */
const order: IngestionOrder = {
  edge: ADA.edge, ingestorId: '55555555-5555-4555-8555-555555555555', table: 'journey_table', category: 'instance_segmentation', labels: { cat: 2, dog: 1 }, behaviour: 'old-schema',
};

/** A run whose dataset the backend refuses ends with an error, counts nothing as registered, and says so to the backend. */
export const ingestionRefused: Journey = {
  name: 'ingestion-refused',
  incident: 'data-ingestors#223 (2026-06-11) and #187 (2026-06-09): what the backend had refused was counted as registered, and the run ended well',
  needs: { participants: [ADA], averagingRule: 'mean' },
  run: (world) => walk(ingestionRefused, world, async (w) => {
    const end = await w.need('ingestion').run(order);
    await w.seen('the backend refuses the dataset', answered('data-ingestors', 'backend', '/global_meta/summary/', 400));
    w.expect('no row counts as registered', 0, end.registered);
    w.expect('the run ends with an error', 1, end.exitCode);
    await w.seen('the backend is told of the failure', answered('data-ingestors', 'backend', '/global_meta/ingest_failure/', 201));
  }),
};
