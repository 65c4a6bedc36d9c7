// The broker as it is installed: the built package in a process of its own.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { createInterface } from 'node:readline';

export interface ServedBroker extends AsyncDisposable {
  url: string;
  /** From the start of the process to its address, in milliseconds. */
  readyMs: number;
  /** What the process holds of the machine's memory now, in bytes. */
  rss(): number;
  /** Milliseconds of processor time so far. */
  cpuMs(): number;
  kill(): Promise<void>;
}

const TICKS_PER_SECOND = 100;

/** Starts `dist/bin.js broker`; needs `tools/build.ts` to have run. */
export async function serve(ledger: string, node: string[] = []): Promise<ServedBroker> {
  const started = performance.now();
  const child = spawn(process.execPath, [...node, 'dist/bin.js', 'broker', '--ledger', ledger], { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = once(child, 'exit');
  const [url] = (await once(createInterface(child.stdout), 'line')) as [string];
  const readyMs = performance.now() - started;
  const proc = (name: string) => readFileSync(`/proc/${child.pid}/${name}`, 'utf8');
  const end = async (signal: NodeJS.Signals) => {
    child.kill(signal);
    await ended;
  };
  return {
    url, readyMs,
    rss: () => Number(/VmRSS:\s+(\d+)/.exec(proc('status'))?.[1]) * 1024,
    cpuMs: () => proc('stat').split(') ')[1]?.split(' ').slice(11, 13).reduce((sum, ticks) => sum + Number(ticks) * (1000 / TICKS_PER_SECOND), 0) ?? 0,
    kill: () => end('SIGKILL'),
    [Symbol.asyncDispose]: () => end('SIGTERM'),
  };
}

export interface Answered { status: number; body: string; ms: number }

/** Sends requests to one broker over connections that stay open; an answer of 400 and above is an error. */
export function clientOf(url: string, connections = 1): (method: string, path: string, body?: object) => Promise<Answered> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  return (method, path, body) => new Promise((resolve, reject) => {
    const text = body && JSON.stringify(body);
    const started = performance.now();
    const sent = request(url + path, { method, agent, ...(text && { headers: { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) } }) }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('error', reject);
      answer.on('end', () => {
        const [status, whole] = [answer.statusCode ?? 0, Buffer.concat(chunks).toString()];
        if (status >= 400) reject(new Error(`${method} ${path}: ${status} ${whole}`));
        else resolve({ status, body: whole, ms: performance.now() - started });
      });
    });
    sent.on('error', reject);
    sent.end(text);
  });
}

/** The value below which this part of them lies: 0.5 is the median, 0.99 nearly the worst. */
export function percentile(values: readonly number[], part: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const value = sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))];
  if (value === undefined) throw new Error('a percentile of nothing');
  return value;
}
