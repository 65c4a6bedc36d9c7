import { fileURLToPath } from 'node:url';
import { programLibrary } from '#ring2/drift/drivers/program/library';

const MAIN = fileURLToPath(new URL('./python/main.py', import.meta.url));

/** The official Python client, in the interpreter that `RINGPROOF_PYTHON` names, else in `python3`. */
export const azureSdkPython = programLibrary({
  name: 'azure-sdk-python',
  lacks: {
    'settlement-properties': 'its abandon_message, defer_message and dead_letter_message take none',
    rules: 'it manages rules by the administration API alone',
    'settlement-after-close': 'it settles through the receiver that received, which must be open',
    'peek-without-receiving': 'it opens a receiving link before it peeks, which is refused there',
    'wide-whole-numbers': 'it writes every whole number in 32 bits',
  },
  // It sleeps half a second whenever a link opens or closes.
  jobs: 24,
  // Nothing is written beside the sources, which may be installed where nothing can be.
  command: () => [process.env['RINGPROOF_PYTHON'] || 'python3', '-B', MAIN],
  prerequisite: {
    tool: 'Python with azure-servicebus',
    advice: 'Make one with `python3 -m venv DIR && DIR/bin/pip install azure-servicebus websocket-client`, then set RINGPROOF_PYTHON to DIR/bin/python.',
  },
});
