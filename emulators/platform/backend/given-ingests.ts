import type { JsonObject } from '#core/json';
import type { BackendContext } from '#emulators/platform/backend/context';
import type { EdgeDevice } from '#emulators/platform/backend/state';
import { ACCESS_TOKEN_MS, addToken } from '#emulators/platform/backend/state-auth';
import { registerIngest } from '#emulators/platform/backend/state-ingest';
import type { StateSetup } from '#emulators/platform/http/control';
import { params } from '#emulators/platform/http/params';

/** Provider states of ingestion runs. */
export const givenIngests = ({ state, clock }: BackendContext): Record<string, StateSetup> => {
  const deviceOf = (given: JsonObject, name: string): EdgeDevice => {
    const subject = state.tokens.get(params(given).text(name))?.subject;
    if (subject?.kind !== 'edge') throw new Error(`there is no edge device with the token ${params(given).text(name)}; set up the edge device first`);
    return subject.device;
  };
  return {
    'a registered ingestion': (given) => {
      const p = params(given);
      const summary = {
        ingestorId: p.text('ingestorId'), title: 'dummy dataset', tableName: p.text('tableName'), category: p.text('category'), dataFormat: p.text('dataFormat'),
        intent: 'train', labels: p.object<number>('labels', {}), schema: {}, metaData: {}, recordCount: p.number('records', 1),
      };
      registerIngest(state, deviceOf(given, 'token'), summary, p.text('datasetKey'));
    },
    // The backend knows it under Bearer only, as every ClientAccessToken.
    'a token for an ingestion run': (given) => {
      const device = deviceOf(given, 'edgeToken');
      addToken(state, { key: params(given).text('token'), scheme: 'bearer', subject: { kind: 'edge', device }, expiresAt: clock.now() + ACCESS_TOKEN_MS });
    },
  };
};
