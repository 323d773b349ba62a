import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base, expect, type TestInfo } from '@playwright/test';
import { findChromium, findHeadlessShell } from '../../build/shared/chromium.ts';
import type { HostKind } from '../hosts/host.ts';
import { type Bank, withBank } from './bank.ts';
import { readBankWide } from './bank-wide.ts';
import { Device } from './device.ts';

export interface DeviceOptions {
  hostKind: HostKind;
  /** For what a browser does around the page, as writing a profile: not only its engine, for half as much work again. */
  wholeBrowser: boolean;
}

interface TestFixtures extends DeviceOptions {
  /** A new workstation, with nothing on it; it is cleared away after the test. */
  newDevice: (options?: { args?: readonly string[] }) => Promise<Device>;
  /** Fails a test that leaves orders for the whole bank behind. */
  bankAsFound: undefined;
}

interface WorkerFixtures {
  /** A program of Chromium, without a browser's windows where there is one. */
  chromium: string;
  bank: Bank;
}

export const test = base.extend<TestFixtures, WorkerFixtures>({
  hostKind: ['browser', { option: true }],
  wholeBrowser: [false, { option: true }],

  chromium: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads which fixtures are wanted from the pattern.
    async ({}, use) => {
      await use(findHeadlessShell() ?? (await requireChromium()));
    },
    { scope: 'worker' },
  ],

  bank: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads which fixtures are wanted from the pattern.
    async ({}, use) => withBank(use),
    { scope: 'worker', timeout: 180_000 },
  ],

  bankAsFound: [
    async ({ bank }, use, testInfo) => {
      const found = await readBankWide(bank);
      await use(undefined);
      if (testInfo.status !== testInfo.expectedStatus) return;
      expect(await readBankWide(bank), 'what IT has set for everybody').toEqual(found);
    },
    { auto: true },
  ],

  newDevice: async ({ hostKind, wholeBrowser, bank, chromium }, use, testInfo) => {
    const devices: Device[] = [];
    const executablePath = wholeBrowser ? await requireChromium() : chromium;
    await use(async (options = {}) => {
      const folder = await mkdtemp(join(tmpdir(), 'branchline-device-'));
      const device = new Device(hostKind, bank.server.port, {
        ...options,
        folder,
        executablePath,
        dist: process.env.BRANCHLINE_DIST ?? join(import.meta.dirname, '..', '..', 'dist'),
      });
      devices.push(device);
      return device;
    });
    for (const device of devices) {
      if (device.running && testInfo.status !== testInfo.expectedStatus)
        await attachPicture(device, testInfo);
      await device.dispose();
    }
  },
});

async function requireChromium(): Promise<string> {
  const program = await findChromium();
  if (program === null) throw new Error('No Chromium was found: run npm test, which installs one.');
  return program;
}

async function attachPicture(device: Device, testInfo: TestInfo): Promise<void> {
  const body = await device.page.screenshot({ timeout: 5_000 }).catch(() => null);
  if (body) await testInfo.attach('screen', { body, contentType: 'image/png' });
}
