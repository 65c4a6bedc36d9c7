import { setTimeout as sleep } from 'node:timers/promises';
import type { Admin } from '#ring2/drift/admin';
import { type BusAddress, redact } from '#ring2/drift/connection-string';
import type { Driver } from '#ring2/drift/driver';
import type { ConnectOptions, OpenLibrary } from '#ring2/drift/library';
import { createDoors } from '#ring2/drift/targets/doors';
import { connectWire } from '#ring2/drift/wire/connect';

export interface ConnectionOptions extends Pick<ConnectOptions, 'patienceMs' | 'briefMs' | 'answerMs'> {
  /** The target's clock, ahead of this machine's by so many milliseconds. */
  skewMs: number;
  admin: () => Promise<Admin>;
  signal?: AbortSignal;
}

/** A connection of its own to a bus in real time, with its own doors: what one run does to it is nobody else's. */
export async function connect(address: BusAddress, library: OpenLibrary, { skewMs, admin, signal, ...patience }: ConnectionOptions): Promise<Driver & { leave(): Promise<void> }> {
  const { connectionString, host, plain, key, transport } = address;
  const { answerMs } = patience;
  const clean = (text: string) => redact(text, address.secrets);
  const [name = host, port] = host.split(':');
  const portOf = (by: BusAddress['transport']) => Number(port ?? (by === 'websocket' ? 443 : plain ? 5672 : 5671));
  const { leave: leaveDoors, ...doors } = createDoors({
    admin,
    wire: (by = transport) => connectWire({ host: name, port: portOf(by), transport: by, plain, key }, { answerMs }),
  });
  const client = await library.connect({
    connectionString, host: name, port: portOf(transport), transport, plain, ...patience, ...(signal && { signal }),
    clock: { now: () => Date.now() + skewMs, wait: async (ms) => sleep(ms, undefined, signal && { signal }) },
    clean, ...doors,
  });
  const driver = client.driver();
  return {
    ...driver,
    async leave() {
      await driver.leave();
      await leaveDoors();
      await client.close();
    },
  };
}
