// The HTTP stub, matching and journal on, against bare node:http: CPU time of the server per request, interleaved rounds.
import { GET, POST, type Served, load, serve } from './stub/load.ts';
import { type BenchResult, median } from './result.ts';

const ROUNDS = 9;
const LOAD = { requests: 6000, connections: 8 };

async function cpuPerRequest(server: Served, request: string): Promise<number> {
  const before = await server.cpu();
  await load(server.url, request, LOAD);
  return (await server.cpu() - before) / LOAD.requests;
}

export default async function measure(): Promise<BenchResult[]> {
  await using floor = await serve('floor');
  await using small = await serve('stub', '10');
  await using large = await serve('stub', '10000');
  const servers = { floor, small, large };
  const measured: Record<string, number[]> = {};
  for (let round = -2; round < ROUNDS; round++) {
    for (const [name, server] of Object.entries(servers)) {
      for (const [method, request] of [['GET', GET], ['POST', POST]] as const) {
        const cost = await cpuPerRequest(server, request);
        // The first rounds warm the compilers up.
        if (round >= 0) (measured[`${name} ${method}`] ??= []).push(cost);
      }
    }
  }
  const cost = (name: string) => median(measured[name] ?? []);
  const against = (name: string, stub: string, peer: string, peerName: string, least: number): BenchResult => {
    const ratio = cost(peer) / cost(stub);
    return { name, value: cost(stub), unit: 'µs CPU', peer: peerName, peerValue: cost(peer), ratio, goal: `≥ ${least}`, met: ratio >= least };
  };
  return [
    against('stub, GET', 'small GET', 'floor GET', 'bare node:http', 0.85),
    against('stub, POST with JSON', 'small POST', 'floor POST', 'bare node:http', 0.65),
    against('stub of 10 000 interactions, GET', 'large GET', 'small GET', 'stub of 10', 0.95),
    against('stub of 10 000 interactions, POST', 'large POST', 'small POST', 'stub of 10', 0.95),
  ];
}
