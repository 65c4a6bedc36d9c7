import { execFile } from 'node:child_process';
import { resolve } from 'node:path';

const CLI = resolve('node_modules/.bin/pact-broker');
const NO_CREDENTIALS = { PACT_BROKER_TOKEN: undefined, PACT_BROKER_USERNAME: undefined, PACT_BROKER_PASSWORD: undefined };

/** Pact's own command line (the Rust one, of npm) against the broker at `url`, with no credentials but those in `env`. */
export const pactCli = (url: string, args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<{ code: number; output: string }> => new Promise((done) => {
  execFile(CLI, [...args, '--retries', '0'], { env: { ...process.env, ...NO_CREDENTIALS, PACT_BROKER_BASE_URL: url, PACT_DO_NOT_TRACK: 'true', ...env } },
    (error, stdout, stderr) => done({ code: error ? Number(error.code) : 0, output: stdout + stderr }));
});
