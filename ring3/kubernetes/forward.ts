import { type AddressInfo, createServer } from 'node:net';
import { PassThrough } from 'node:stream';
import type { Kube } from '#ring3/kubernetes/client';
import { peer } from '#ring3/kubernetes/peer';

export interface Forward { url: string; close: () => Promise<void> }

/** A port of this machine that leads to a pod behind a service: needs no route into the cluster, as with `kubectl port-forward`. */
export async function forward(kube: Kube, namespace: string, service: string, port: number): Promise<Forward> {
  const { PortForward } = await peer();
  const tunnel = new PortForward(kube.config);
  const server = createServer((socket) => {
    socket.on('error', () => socket.destroy());
    tunnel.portForwardService(namespace, service, [port], socket, new PassThrough().resume(), socket).catch(() => socket.destroy());
  });
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve));
  const { port: local } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${local}`,
    close: () => new Promise((resolve) => { server.close(() => resolve()); }),
  };
}
