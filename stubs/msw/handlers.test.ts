import { setupServer } from 'msw/node';
import { mswHandlers } from '#stubs/msw/handlers';
import { behavesAsStub } from '#stubs/testing/in-process';
import { tollBridge } from '#stubs/testing/toll-bridge';

behavesAsStub((baseUrl) => {
  const stub = mswHandlers({ contract: tollBridge, baseUrl });
  const server = setupServer(...stub.handlers);
  server.listen();
  return { stub, end: () => server.close() };
});
