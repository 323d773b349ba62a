import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base, expect, type TestInfo } from '@playwright/test';
import { findChromium } from '../../build/shared/chromium.ts';
import type { HostKind } from '../hosts/host.ts';
import { type Bank, withBank } from './bank.ts';
import { readBankWide } from './bank-wide.ts';
import { Device } from './device.ts';

export interface DeviceOptions {
  hostKind: HostKind;
}

interface TestFixtures extends DeviceOptions {
  /** A new workstation, with nothing on it; it is cleared away after the test. */
  newDevice: (options?: { args?: readonly string[] }) => Promise<Device>;
  /** Fails a test that leaves orders for the whole bank behind. */
  bankAsFound: undefined;
}

interface WorkerFixtures {
  chromium: string;
  bank: Bank;
}

export const test = base.extend<TestFixtures, WorkerFixtures>({
  hostKind: ['browser', { option: true }],

  chromium: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads which fixtures are wanted from the pattern.
    async ({}, use) => {
      const program = await findChromium();
      if (program === null) throw new Error('No Chromium was found: run npm test, which installs one.');
      await use(program);
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

  newDevice: async ({ hostKind, bank, chromium }, use, testInfo) => {
    const devices: Device[] = [];
    await use(async (options = {}) => {
      const folder = await mkdtemp(join(tmpdir(), 'branchline-device-'));
      const device = new Device(hostKind, bank.server.port, {
        ...options,
        folder,
        executablePath: chromium,
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

async function attachPicture(device: Device, testInfo: TestInfo): Promise<void> {
  const body = await device.page.screenshot({ timeout: 5_000 }).catch(() => null);
  if (body) await testInfo.attach('screen', { body, contentType: 'image/png' });
}
