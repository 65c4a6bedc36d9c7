// The names of a local cluster's services, as a program of its own: it lives as long as the cluster, not as the run that started it.
// Usage: dns.ts SERVER ADDRESS, with RINGPROOF_TOKEN in the environment. The port is 53: pods can be told no other.
import { createSocket } from 'node:dgram';
import { Resolver } from 'node:dns/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import dnsPacket from 'dns-packet';

const [server = '', address = ''] = process.argv.slice(2);
const headers = { authorization: `Bearer ${process.env['RINGPROOF_TOKEN']}` };
interface Service { metadata: { name: string; namespace: string }; spec: { clusterIP: string } }

const services = new Map<string, string>();
const nameOf = ({ metadata: { name, namespace } }: Service) => `${name}.${namespace}.svc.cluster.local`;

/** Follows the services: all that are there, then what changes, until the server closes. */
async function follow(): Promise<void> {
  const response = await fetch(`${server}/api/v1/services?watch=true`, { headers });
  if (!response.ok || !response.body) throw new Error(`${response.status}`);
  services.clear();
  let rest = '';
  for await (const chunk of response.body.pipeThrough(new TextDecoderStream())) {
    const lines = `${rest}${chunk}`.split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines.filter(Boolean)) {
      const { type, object } = JSON.parse(line) as { type: string; object: Service };
      if (type === 'DELETED') services.delete(nameOf(object));
      else services.set(nameOf(object), object.spec.clusterIP);
    }
  }
}

const upstream = new Resolver();
async function answersTo(name: string, type: string): Promise<{ rcode: number; data: string[] }> {
  if (name.endsWith('.cluster.local')) {
    const ip = services.get(name);
    return { rcode: ip === undefined ? 3 : 0, data: ip !== undefined && ip !== 'None' && type === 'A' ? [ip] : [] };
  }
  if (type !== 'A') return { rcode: 0, data: [] };
  return upstream.resolve4(name).then((data) => ({ rcode: 0, data }), () => ({ rcode: 3, data: [] }));
}

const socket = createSocket('udp4');
socket.on('message', (bytes, from) => {
  const query = dnsPacket.decode(bytes);
  const [question] = query.questions ?? [];
  if (!question) return;
  const name = question.name.toLowerCase();
  void answersTo(name, question.type).then(({ rcode, data }) => {
    const answers = data.map((one) => ({ type: 'A' as const, name: question.name, ttl: 5, data: one }));
    const flags = dnsPacket.RECURSION_DESIRED | dnsPacket.RECURSION_AVAILABLE | dnsPacket.AUTHORITATIVE_ANSWER | rcode;
    socket.send(dnsPacket.encode({ type: 'response', id: query.id ?? 0, flags, questions: [question], answers }), from.port, from.address);
  });
});
socket.bind(53, address);

for (;;) {
  await follow().catch((thrown: unknown) => process.stderr.write(`${String(thrown)}\n`));
  await sleep(500);
}
