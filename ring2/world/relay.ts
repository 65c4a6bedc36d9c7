import { type AddressInfo, type Socket, connect, createServer } from 'node:net';
import { once } from 'node:events';
import type { Outage } from '#journeys/world';

export interface Relay {
  port: number;
  /** Ends every connection; those that come meanwhile hear nothing until it is mended, as behind a firewall. */
  cut(): Outage;
  close(): Promise<void>;
}

/** A TCP relay on a port of its own: between services and a bus, so that the bus can be out of reach without being gone. */
export async function startRelay(port: number): Promise<Relay> {
  const open = new Set<Socket>();
  let waiting: Socket[] | undefined;
  let knock: () => void = () => undefined;
  const keep = (socket: Socket, other?: Socket) => {
    open.add(socket);
    socket.setNoDelay(true);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => {
      open.delete(socket);
      other?.destroy();
    });
  };
  const forward = (near: Socket) => {
    const far = connect({ port, host: '127.0.0.1' });
    keep(far, near);
    near.on('close', () => far.destroy());
    near.pipe(far);
    far.pipe(near);
  };
  const server = createServer((near) => {
    keep(near);
    if (!waiting) return forward(near);
    waiting.push(near);
    knock();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const endAll = () => open.forEach((socket) => socket.destroy());
  return {
    port: (server.address() as AddressInfo).port,
    cut() {
      waiting = [];
      endAll();
      const knocked = new Promise<void>((resolve) => { knock = resolve; });
      return {
        knocked,
        async mend() {
          const patient = waiting?.filter(({ destroyed }) => !destroyed) ?? [];
          waiting = undefined;
          patient.forEach(forward);
        },
      };
    },
    close: () => new Promise((resolve) => {
      server.close(() => resolve());
      endAll();
    }),
  };
}
