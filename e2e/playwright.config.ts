import { defineConfig } from '@playwright/test';
import type { DeviceOptions } from './support/fixtures.ts';

/** The same specs in both hosts, against the real server on the real database. */
export default defineConfig<DeviceOptions>({
  testDir: './specs',
  outputDir: '../test-results',
  timeout: 180_000,
  expect: { timeout: 30_000 },
  fullyParallel: false,
  workers: 2,
  retries: 0,
  forbidOnly: process.env.CI !== undefined,
  reporter: [['list'], ['json', { outputFile: '../test-results/e2e.json' }]],
  globalSetup: './support/require-build.ts',
  projects: [
    { name: 'browser', testIgnore: '**/desktop-*.spec.ts', use: { hostKind: 'browser' } },
    { name: 'desktop', testIgnore: '**/browser-*.spec.ts', use: { hostKind: 'desktop' } },
  ],
});
