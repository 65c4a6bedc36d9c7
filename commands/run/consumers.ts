import { fileURLToPath } from 'node:url';

const BACKEND = 'https://api.tracebloc.io/api-token-auth/';
const CLIENT_ID = '11111111-1111-4111-8111-111111111111';

/** One login as the installer's shell script sends it (tracebloc/client scripts/lib/install-client-helm.sh). */
const login = (username: string, password: string): string[] =>
  ['--silent', '--output', '/dev/null', '--max-time', '60', '--data-urlencode', `username=${username}`, '--data-urlencode', `password=${password}`, BACKEND];

const logins = [
  login(CLIENT_ID, 'dummy-edge-password'), login(CLIENT_ID, 'dummy-wrong-password'), login('1', 'dummy-edge-password'), login(CLIENT_ID, 'dummy-edge-password'),
];

const reader = (import.meta.url.endsWith('.ts') ? 'reader.ts' : 'reader.js');

/** Consumers that run wherever ringproof does, by the contract they are recorded for. */
export const consumers: Record<string, { command: string[]; by: string }> = {
  'installer--backend': { command: ['curl', ...logins.flatMap((one, index) => (index === 0 ? one : ['--next', ...one]))], by: 'curl, as the installer calls it' },
  'averaging-service--service-bus': {
    command: [process.execPath, fileURLToPath(new URL(`../../emulators/platform/averaging-service/${reader}`, import.meta.url))],
    by: 'the JavaScript Service Bus client',
  },
};
