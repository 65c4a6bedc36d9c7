import type { Hono } from 'hono';
import type { ProviderState } from '#core/contract';
import { reasonOf } from '#core/errors';
import { type Json, type JsonObject, isObject } from '#core/json';
import type { Target } from '#core/target';
import { textOf } from '#emulators/platform/http/fields';

/** Sets one provider state up from its parameters. @throws Error when a parameter is missing or wrong */
export type StateSetup = (params: JsonObject) => void | Promise<void>;

export interface ProducedMessage {
  contents: Json;
  contentType: string;
  /** The entity it was sent to. */
  destination: string;
  properties: Record<string, Json>;
}

/** What a target says of itself to a verifier that knows its address only. */
export type SelfDescription = Pick<Target, 'name' | 'grade' | 'virtual'>;

export interface Control {
  self: SelfDescription;
  states: Readonly<Record<string, StateSetup>>;
  /** Back to how the service started. */
  reset(): void | Promise<void>;
  /** By description: runs the real operation in the given states and answers what it sent. */
  messages: Readonly<Record<string, (states: ProviderState[]) => Promise<ProducedMessage>>>;
}

/**
 * Adds what a verifier needs beside the service's own paths: `POST /_ringproof/states` (`{state, params, action}`) and
 * `POST /_ringproof/messages` (`{description, providerStates}`, answered with the header `Pact-Message-Metadata`).
 * `GET /_ringproof/target` says what this is. A state or message that the service does not know is refused: it must never look like a pass.
 */
export function addControl(app: Hono, control: Control): void {
  app.get('/_ringproof/target', (context) => context.json(control.self));
  app.post('/_ringproof/states', async (context) => {
    const body: unknown = await context.req.json().catch(() => undefined);
    if (!isObject(body)) return context.json({ error: 'expected {"state", "params", "action"} as JSON' }, 400);
    const { params, action } = body;
    const state = textOf(body, 'state');
    if (action === 'teardown' || state === '') {
      await control.reset();
      return context.json({});
    }
    try {
      await applyState(control, { name: state, params: isObject(params) ? params : {} });
      return context.json({});
    } catch (error) {
      return context.json({ error: reasonOf(error) }, 422);
    }
  });
  app.post('/_ringproof/messages', async (context) => {
    const body: unknown = await context.req.json().catch(() => undefined);
    if (!isObject(body)) return context.json({ error: 'expected {"description", "providerStates"} as JSON' }, 400);
    const description = textOf(body, 'description');
    const produce = control.messages[description];
    if (!produce) return context.json({ error: `no message "${description}"; known: ${Object.keys(control.messages).join(', ')}` }, 404);
    try {
      const states = Array.isArray(body['providerStates']) ? (body['providerStates'] as unknown as ProviderState[]) : [];
      const { contents, contentType, destination, properties } = await produce(states);
      const metadata = { ...properties, contentType, destination };
      context.header('Pact-Message-Metadata', Buffer.from(JSON.stringify(metadata)).toString('base64'));
      return context.body(JSON.stringify(contents), 200, { 'content-type': contentType });
    } catch (error) {
      return context.json({ error: reasonOf(error) }, 422);
    }
  });
}

/** A service of the virtual platform. */
export const virtual = (service: string): SelfDescription => ({ name: `virtual ${service}`, grade: 'emulator', virtual: true });

/** @throws Error for an unknown state, naming the known ones */
export async function applyState(control: Pick<Control, 'states'>, { name, params }: ProviderState): Promise<void> {
  const setup = control.states[name];
  if (!setup) throw new Error(`no provider state "${name}"; known: ${Object.keys(control.states).join(', ')}`);
  await setup(params ?? {});
}
