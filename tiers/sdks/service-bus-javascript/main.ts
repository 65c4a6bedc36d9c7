// The unmodified @azure/service-bus against one connection string; prints what it saw, by behaviour.
//
//   main.ts CONNECTION_STRING tcp|tls|websocket|admin
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { admin } from './admin.ts';
import { browsing } from './browsing.ts';
import { connect } from './bus.ts';
import { seen } from './seen.ts';
import { sending } from './sending.ts';
import { sessions, topics } from './sessions-and-topics.ts';
import { settling } from './settling.ts';

const [connectionString = '', transport = ''] = process.argv.slice(2);
const impatient = connect(connectionString, transport, { maxRetries: 0, timeoutInMs: 1000 });
const bus = connect(connectionString, transport === 'admin' ? 'tls' : transport);
if (transport === 'admin') await admin(connectionString, bus);
else {
  for (const part of [sending, settling, browsing, topics]) await part(bus);
  await sessions(bus, impatient);
}
await bus.close();
await impatient.close();
const { version } = JSON.parse(readFileSync(createRequire(import.meta.url).resolve('@azure/service-bus/package.json'), 'utf8')) as { version: string };
process.stdout.write(JSON.stringify({ version, seen }));
