// The emulator in a process of its own, with the options that `startServiceBus` takes.
import { type ServiceBusOptions, startServiceBus } from '#emulators/service-bus/index';
import { serveParent } from './peer-main.ts';

const bus = await startServiceBus(JSON.parse(process.argv[2] ?? '{}') as ServiceBusOptions);
serveParent(bus.port);
