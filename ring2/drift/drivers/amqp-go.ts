import { fileURLToPath } from 'node:url';
import { programLibrary } from '#ring2/drift/drivers/program/library';

const SOURCES = fileURLToPath(new URL('./go/', import.meta.url));

/** Raw AMQP by go-amqp: the built program that `RINGPROOF_GO_DRIFT` names, else its sources by an installed Go. */
export const amqpGo = programLibrary({
  name: 'amqp-go',
  lacks: {},
  jobs: 2,
  command: () => {
    const built = process.env['RINGPROOF_GO_DRIFT'];
    return built ? [built] : ['go', 'run', '-C', SOURCES, '.'];
  },
  prerequisite: {
    tool: 'Go',
    advice: `Install it (Debian: apt-get install golang-go); or build the driver elsewhere with \`go build -o FILE .\` in ${SOURCES} and set RINGPROOF_GO_DRIFT to FILE.`,
  },
});
