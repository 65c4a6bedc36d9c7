import type { Hono } from 'hono';
import type { Json } from '#core/json';
import type { BackendState } from '#emulators/platform/backend/state';

/** `GET /_ringproof/outbox`: the mails that the backend would have sent, oldest first. */
export function addOutbox(app: Hono, state: BackendState): void {
  app.get('/_ringproof/outbox', (context) => context.json(state.outbox as unknown as Json));
}
