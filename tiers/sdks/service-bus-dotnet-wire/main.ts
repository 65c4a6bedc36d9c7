import { DotnetPeer } from '#emulators/service-bus/testing/dotnet-peer';
import type { Json } from '../service-bus/behaviour.ts';
import type { Program } from '../service-bus/program.ts';
import { BROWSING } from './browsing.ts';
import { wordOf } from './seen.ts';
import { SENDING } from './sending.ts';
import { SESSIONS, TOPICS } from './sessions-and-topics.ts';
import { SETTLING } from './settling.ts';

const WALKS = { ...SENDING, ...SETTLING, ...BROWSING, ...SESSIONS, ...TOPICS };

/** A peer that writes what .NET's client writes, and reads answers as strictly as its casts do. In this process: there is no program to start. */
export const dotnetWire: Program = async (bus) => {
  await using peer = new DotnetPeer(bus);
  const seen: Record<string, Json> = {};
  for (const [behaviour, walk] of Object.entries(WALKS)) {
    // As the programs print it.
    seen[behaviour] = JSON.parse(JSON.stringify(await walk(peer).catch((thrown: unknown) => ({ failed: wordOf(thrown) })))) as Json;
  }
  return { version: '', seen };
};
