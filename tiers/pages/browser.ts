import { execFileSync } from 'node:child_process';
import { type Browser, chromium } from 'playwright-core';

/**
 * The Chromium of this machine: RINGPROOF_CHROMIUM, or `chromium` in the path.
 * @throws Error where there is none: nothing is proven then.
 */
export function startBrowser(): Promise<Browser> {
  // As root, which it is in a container, Chromium cannot make its own sandbox; it sees our pages only.
  return chromium.launch({ executablePath: process.env['RINGPROOF_CHROMIUM'] ?? inPath(), args: ['--no-sandbox'] });
}

function inPath(): string {
  try {
    return execFileSync('sh', ['-c', 'command -v chromium'], { encoding: 'utf8' }).trim();
  } catch (thrown) {
    throw new Error('There is no chromium in the path; install it (Debian: apt-get install chromium) or name it in RINGPROOF_CHROMIUM.', { cause: thrown });
  }
}
