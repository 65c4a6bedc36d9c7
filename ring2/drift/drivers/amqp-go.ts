import { execFile } from 'node:child_process';
import { devNull } from 'node:os';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { programLibrary } from '#ring2/drift/drivers/program/library';

const run = promisify(execFile);
const SOURCES = fileURLToPath(new URL('./go/', import.meta.url));

/** Raw AMQP by go-amqp: the built program that `RINGPROOF_GO_DRIFT` names, else its sources by an installed Go. */
export const amqpGo = programLibrary({
  name: 'amqp-go',
  lacks: { 'oversized-messages': 'its Sender looks at the size itself' },
  jobs: 4,
  async command() {
    const built = process.env['RINGPROOF_GO_DRIFT'];
    if (built) return [built];
    // Compiled first, as `go run` keeps what it compiled, but the program must say hello soon. Only a first time takes minutes.
    await run('go', ['build', '-C', SOURCES, '-o', devNull, '.']);
    return ['go', 'run', '-C', SOURCES, '.'];
  },
  prerequisite: {
    tool: 'Go',
    advice: `Install it (Debian: apt-get install golang-go); or build the driver elsewhere with \`go build -o FILE .\` in ${SOURCES} and set RINGPROOF_GO_DRIFT to FILE.`,
  },
});
