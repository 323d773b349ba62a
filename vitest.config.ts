import { defineConfig } from 'vitest/config';
import { SlowFirst } from './build/test/slow-first.ts';

/** `*.test.ts` are unit tests; `*.integration.test.ts` need PostgreSQL, which the run starts and stops itself. */
export default defineConfig({
  test: {
    sequence: { sequencer: SlowFirst },
    projects: [
      {
        test: {
          name: 'unit',
          include: ['{shared,sync-server,renderer,electron,build}/**/*.test.{ts,tsx}'],
          exclude: ['**/*.integration.test.ts', '**/node_modules/**'],
          // What they import is loaded once for all of them: it took most of their time.
          isolate: false,
          // Two cores may be busy with something else; a test that hangs is still told apart.
          testTimeout: 60_000,
          // By itself it would leave one of two cores idle.
          maxWorkers: 2,
        },
      },
      {
        test: {
          name: 'integration',
          include: ['{sync-server,renderer,e2e}/**/*.integration.test.ts'],
          globalSetup: ['sync-server/test/postgres.ts'],
          // As above; each file has a database of its own.
          isolate: false,
          testTimeout: 120_000,
          hookTimeout: 120_000,
          maxWorkers: 2,
        },
      },
      {
        test: {
          name: 'sim',
          include: ['sim/**/*.test.ts'],
          globalSetup: ['sync-server/test/postgres.ts'],
          testTimeout: 900_000,
          hookTimeout: 120_000,
          // A run of seeds takes two cores by itself.
          maxWorkers: 1,
          fileParallelism: false,
          maxConcurrency: 2,
        },
      },
    ],
  },
});
