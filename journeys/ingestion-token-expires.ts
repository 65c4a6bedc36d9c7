import { answered } from '#journeys/exchanges';
import { ADA, edgeHeaders } from '#journeys/experiment';
import { walk } from '#journeys/walk';
import type { IngestionOrder, Journey } from '#journeys/world';

const THIRTY_DAYS_MS = 30 * 24 * 3600_000;
const order: IngestionOrder = { edge: ADA.edge, ingestorId: '44444444-4444-4444-8444-444444444444', table: 'journey_table', category: 'image_classification', labels: { cat: 2, dog: 1 } };

/** An ingestion outlives its token: it is refused once, reads the token again, and its dataset is registered. */
export const ingestionTokenExpires: Journey = {
  name: 'ingestion-token-expires',
  incident: 'data-ingestors#220 (2026-06-10): the token expired during a run of hours, and the dataset was never created',
  needs: { participants: [ADA], averagingRule: 'mean' },
  run: (world) => walk(ingestionTokenExpires, world, async (w) => {
    const [ingestion, clock] = [w.need('ingestion'), w.need('clock')];
    const end = await ingestion.run(order, () => clock.turn(THIRTY_DAYS_MS));
    await w.seen('the token had expired', answered('data-ingestors', 'backend', '/global_meta/summary/', 401));
    w.expect('the run ends well after its second try', { exitCode: 0, registered: 3, problem: null }, { exitCode: end.exitCode, registered: end.registered, problem: end.exitCode === 0 ? null : end.log.slice(1).join('; ') });
    const headers = await edgeHeaders(w, ADA);
    w.expect('the backend knows the dataset', { table_name: order.table, category: order.category },
      await w.call('data-ingestors', 'what the backend knows of the run', 200, `/global_meta/metadata_backfill/by-ingestor/${order.ingestorId}/`, { headers: { authorization: headers.authorization.replace('Token', 'TOKEN') } }));
  }),
};
