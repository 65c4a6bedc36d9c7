import type { MessageInteraction } from '#core/contract';
import { gatesEverywhere } from '#core/contract';
import type { Json } from '#core/json';
import type { PactInteraction } from '#core/pact';
import { giveStates } from '#engine/native/describe-http';
import { writtenInteraction } from '#engine/native/mock-server';
import { newNativePact } from '#engine/native/pact-core';

/** A message as the engine hands it to a consumer: the example of every matcher filled in. */
export interface ReifiedMessage {
  description: string;
  contents: Json;
  metadata: Record<string, Json>;
}

export interface NativeMessage {
  message: ReifiedMessage;
  recorded(folder: string): PactInteraction;
}

/** A V4 asynchronous message, described to and reified by the native engine. */
export async function describeMessage({ description, given, evidence, contents, metadata }: MessageInteraction): Promise<NativeMessage> {
  const pact = await newNativePact('consumer', 'provider');
  const native = pact.newAsynchronousMessage(description);
  giveStates(native, given);
  native.setPending(!gatesEverywhere(evidence));
  const type = typeof metadata.contentType === 'string' ? metadata.contentType : 'application/json';
  native.withContents(JSON.stringify(contents), type);
  // As JSON text always: Pact would read a bare "1" or "true" as a number or a boolean.
  for (const [name, value] of Object.entries(metadata)) native.withMetadata(name, JSON.stringify(value));
  const reified = JSON.parse(native.reifyMessage()) as { contents?: { content?: Json }; metadata?: Record<string, Json> };
  return {
    message: { description, contents: reified.contents?.content ?? null, metadata: reified.metadata ?? {} },
    recorded: (folder) => writtenInteraction(pact, folder),
  };
}
