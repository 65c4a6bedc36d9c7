import { programLibrary } from '#ring2/drift/drivers/program/library';
import type { Client, ConnectOptions, OpenLibrary } from '#ring2/drift/library';

/** A driver program of a few lines of JavaScript: `answer(request)` gives what it writes, besides `hello` and `connect`. */
export const scripted = (answer: string, lacks = {}) => programLibrary({
  name: 'scripted', lacks, jobs: 1,
  command: () => [process.execPath, '-e', `
    const say = (line) => process.stdout.write(JSON.stringify(line) + '\\n');
    const answer = ${answer};
    require('node:readline').createInterface({ input: process.stdin }).on('line', (line) => {
      const request = JSON.parse(line);
      if (request.op === 'hello') say({ id: request.id, ok: { version: '1.2.3' } });
      else if (request.op === 'connect' || request.op === 'leave' || request.op === 'close') say({ id: request.id, ok: null });
      else answer(request);
    });`],
  prerequisite: { tool: 'A script', advice: 'Write one.' },
});

export const OPTIONS: ConnectOptions = {
  connectionString: 'Endpoint=sb://localhost:1;SharedAccessKeyName=n;SharedAccessKey=hidden-key', host: 'localhost', port: 1, transport: 'tcp', plain: true,
  patienceMs: 20_000, briefMs: 10, answerMs: 20_000, clock: { now: () => 0, wait: async () => undefined }, clean: (text) => text.replaceAll('hidden-key', '…'),
  admin: () => Promise.reject(new Error('no administration here')), wire: () => Promise.reject(new Error('no wire here')),
};

/** Opens the program, with one client of it; both end with the block. */
export async function open(answer: string, options: Partial<ConnectOptions> = {}, lacks = {}): Promise<AsyncDisposable & { library: OpenLibrary; client: Client }> {
  const library = await scripted(answer, lacks).open();
  const client = await library.connect({ ...OPTIONS, ...options });
  return { library, client, [Symbol.asyncDispose]: () => library.close() };
}
