import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';

export interface Load { requests: number; connections: number }

/** Keeps `connections` busy, one request at a time on each, until `requests` are answered. All answers must be alike. */
export async function load(url: string, request: string, { requests, connections }: Load): Promise<{ seconds: number; p50: number; p99: number }> {
  const { port, hostname } = new URL(url);
  const latencies: number[] = [];
  let left = requests;
  const started = performance.now();
  await Promise.all(Array.from({ length: connections }, () => new Promise<void>((resolve, reject) => {
    const socket = connect(Number(port), hostname);
    socket.setNoDelay(true);
    let expected = 0;
    let got = 0;
    let sent = 0;
    const next = () => {
      if (left-- <= 0) return void socket.end(() => resolve());
      sent = performance.now();
      socket.write(request);
    };
    socket.on('data', (data) => {
      got += data.length;
      if (expected === 0) {
        if (!data.toString().startsWith('HTTP/1.1 200')) return void reject(new Error(data.toString()));
        expected = lengthOf(data.toString());
      }
      if (got < expected) return;
      got -= expected;
      latencies.push(performance.now() - sent);
      next();
    });
    socket.on('error', reject);
    next();
  })));
  latencies.sort((a, b) => a - b);
  const at = (share: number) => latencies[Math.floor(share * (latencies.length - 1))] ?? 0;
  return { seconds: (performance.now() - started) / 1000, p50: at(0.5), p99: at(0.99) };
}

function lengthOf(answer: string): number {
  const head = answer.indexOf('\r\n\r\n') + 4;
  const length = Number(/content-length: (\d+)/i.exec(answer)?.[1]);
  if (Number.isNaN(length)) throw new Error(`an answer without its length: ${answer}`);
  return head + length;
}

export interface Served extends AsyncDisposable { url: string; cpu(): Promise<number> }

/** A server process; `cpu` answers its CPU time so far, in microseconds. */
export async function serve(...args: string[]): Promise<Served> {
  const child = fork(`${import.meta.dirname}/server.ts`, args);
  const { url } = await said(child) as { url: string };
  return {
    url,
    async cpu() {
      child.send('cpu');
      const { cpu: { user, system } } = await said(child) as { cpu: NodeJS.CpuUsage };
      return user + system;
    },
    async [Symbol.asyncDispose]() {
      child.disconnect();
      await once(child, 'exit');
    },
  };
}

const said = async (child: ChildProcess) => (await once(child, 'message') as unknown[])[0];

export const GET = 'GET /things-0/1 HTTP/1.1\r\nhost: x\r\nuser-agent: bench\r\naccept: */*\r\n\r\n';
const BODY = '{"name":"any","count":7}';
export const POST = `POST /things-0/1 HTTP/1.1\r\nhost: x\r\nuser-agent: bench\r\naccept: */*\r\ncontent-type: application/json\r\ncontent-length: ${BODY.length}\r\n\r\n${BODY}`;
