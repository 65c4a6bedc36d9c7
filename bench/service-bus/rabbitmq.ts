// RabbitMQ of the machine (Debian's rabbitmq-server) with its AMQP 1.0 plugin, in a folder of its own.
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { connect, disconnect } from './client.ts';

/** The package's own scripts: the one in PATH insists on the system's user and folders. */
const BIN = '/usr/lib/rabbitmq/bin';
const PATIENCE_MS = 60_000;

export interface RabbitMq extends AsyncDisposable { port: number }

/** Starts it in memory-only use (transient messages); undefined when it is not installed. */
export async function startRabbitMq(): Promise<RabbitMq | undefined> {
  const server = join(BIN, 'rabbitmq-server');
  if (!existsSync(server)) return undefined;
  const folder = mkdtempSync(join(tmpdir(), 'ringproof-rabbitmq-'));
  const [port, distribution, mapper] = [await freePort(), await freePort(), await freePort()];
  const file = (name: string, text: string) => { writeFileSync(join(folder, name), text); return join(folder, name); };
  const env = {
    ...process.env, HOME: folder, ERL_EPMD_PORT: String(mapper), ERL_EPMD_ADDRESS: '127.0.0.1', RABBITMQ_NODENAME: 'bench@localhost', RABBITMQ_MNESIA_BASE: folder, RABBITMQ_LOG_BASE: folder,
    RABBITMQ_DIST_PORT: String(distribution), RABBITMQ_ENABLED_PLUGINS_FILE: file('plugins', '[rabbitmq_amqp1_0].\n'),
    RABBITMQ_CONFIG_FILE: file('rabbitmq.conf', `listeners.tcp.local = 127.0.0.1:${port}\n`), RABBITMQ_CONF_ENV_FILE: file('env', ''), RABBITMQ_LOGS: join(folder, 'log'),
  };
  const child = spawn(server, [], { env, stdio: 'ignore' });
  const clear = () => {
    child.kill('SIGTERM');
    // The Erlang port mapper outlives the server that started it.
    spawnSync('epmd', ['-port', String(mapper), '-kill'], { env, stdio: 'ignore' });
    rmSync(folder, { recursive: true, force: true });
  };
  // A bench that fails elsewhere must not leave it running.
  process.once('exit', clear);
  const stop = async () => {
    await end(child);
    process.off('exit', clear);
    clear();
  };
  try {
    await answering(child, port);
  } catch (thrown) {
    await stop();
    throw thrown;
  }
  return { port, [Symbol.asyncDispose]: stop };
}

async function answering(child: ChildProcess, port: number): Promise<void> {
  for (const until = performance.now() + PATIENCE_MS; performance.now() < until; await pause(250)) {
    if (child.exitCode !== null) throw new Error(`RabbitMQ ended with ${child.exitCode}`);
    try {
      return await disconnect(await connect(port));
    } catch {
      // Not listening yet.
    }
  }
  throw new Error(`RabbitMQ did not answer within ${PATIENCE_MS} ms`);
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const exited = once(child, 'exit');
  child.kill('SIGTERM');
  await exited;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
}
