import { type AddressInfo, type Socket, connect, createServer } from 'node:net';
import { once } from 'node:events';
import type { Outage } from '#journeys/world';

export interface Relay {
  port: number;
  /** Ends every connection and takes no other until it is mended. */
  cut(): Outage;
  close(): Promise<void>;
}

/** A TCP relay on a port of its own: between services and a bus, so that the bus can be out of reach without being gone. */
export async function startRelay(port: number): Promise<Relay> {
  const open = new Set<Socket>();
  let knock: (() => void) | undefined;
  const server = createServer((near) => {
    if (knock) {
      near.destroy();
      knock();
      return;
    }
    const far = connect({ port, host: '127.0.0.1', noDelay: true });
    near.setNoDelay(true);
    for (const [one, other] of [[near, far], [far, near]] as const) {
      open.add(one);
      one.pipe(other);
      one.on('error', () => other.destroy());
      one.on('close', () => {
        open.delete(one);
        other.destroy();
      });
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const endAll = () => open.forEach((socket) => socket.destroy());
  return {
    port: (server.address() as AddressInfo).port,
    cut() {
      const knocked = new Promise<void>((resolve) => { knock = resolve; });
      endAll();
      return { knocked, mend: async () => { knock = undefined; } };
    },
    close: () => new Promise((resolve) => {
      server.close(() => resolve());
      endAll();
    }),
  };
}
