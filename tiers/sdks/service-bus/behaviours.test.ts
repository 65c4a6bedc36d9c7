import { beforeAll, describe, expect, it } from 'vitest';
import { startServiceBus } from '#emulators/service-bus/index';
import { type Transport, behavioursOver, entitiesFor } from './behaviours.ts';
import { CLIENTS, type Client } from './clients.ts';
import type { Shown } from './program.ts';
import { compatibility } from './compatibility.ts';

const RUNS = CLIENTS.flatMap((client) => client.transports.map((transport) => ({ client, transport, name: `${client.id} over ${transport}` })));
const results = new Map<string, Shown | Error>();

async function show(client: Client, transport: Transport): Promise<Shown | Error> {
  await using bus = await startServiceBus(entitiesFor(transport));
  // Awaited here: what is returned unawaited outlives the emulator.
  return await client.program(bus, transport).catch((thrown: unknown) => thrown as Error);
}

/** What this run's program observed; a program that failed as a whole fails each of its tests. */
function shownBy(name: string): Shown {
  const result = results.get(name);
  if (!result || result instanceof Error) throw result ?? new Error(`${name} did not run.`);
  return result;
}

beforeAll(async () => {
  const waiting = [...RUNS];
  const worker = async () => {
    for (let run = waiting.shift(); run; run = waiting.shift()) results.set(run.name, await show(run.client, run.transport));
  };
  // Clients mostly wait for deadlines of their own; the programs are on as many cores as there are.
  await Promise.all([worker(), worker(), worker()]);
}, 300_000);

it('is what the committed results say: the table in emulators/service-bus/README.md is made of them', async () => {
  const seen = compatibility((client, transport) => shownBy(`${client} over ${transport}`));
  // Renewed by `npm run test:sdks -- -u`, then `npm run docs`.
  await expect(`${JSON.stringify(seen, null, 2)}\n`).toMatchFileSnapshot('compatibility.json');
});

describe.each(RUNS)('$name', ({ client, transport, name }) => {
  it.each(behavioursOver(transport).filter(({ id }) => !(id in client.gaps)))('$id: $sentence', ({ id, expected }) => {
    expect(shownBy(name).seen[id]).toEqual(expected);
  });

  it.each(behavioursOver(transport).filter(({ id }) => id in client.gaps))('$id is not offered, as declared', ({ id, expected }) => {
    expect(shownBy(name).seen[id], 'It is shown: take it out of `gaps` in tiers/sdks/service-bus/clients.ts.').not.toEqual(expected);
  });

  it('shows nothing that the list does not have', () => {
    const listed = behavioursOver(transport).map(({ id }) => id);
    expect(Object.keys(shownBy(name).seen).filter((id) => !listed.includes(id))).toEqual([]);
  });
});
