import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['**/*.test.ts'],
    // Tiers with a prerequisite beyond Node live under tiers/ and have their own npm scripts.
    exclude: ['**/node_modules/**', 'dist/**', 'tiers/**', 'bench/**'],
    // Pact's native engine keeps process-wide state: forks, never threads.
    pool: 'forks',
    retry: 0,
    testTimeout: 20_000,
  },
});
