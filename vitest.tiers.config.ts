import { defineConfig } from 'vitest/config';

// Tiers need more than Node (Python, Go …). What is missing fails with a clear sentence; nothing is skipped.
export default defineConfig({
  test: { include: ['tiers/**/*.test.ts'], pool: 'forks', retry: 0, testTimeout: 120_000, hookTimeout: 120_000 },
});
