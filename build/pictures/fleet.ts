import type { DeviceReport } from '#shared/protocol/device.ts';
import { fleetSummary } from '#shared/protocol/fleet.ts';
import { policySettings } from '#shared/protocol/policy-settings.ts';
import type { ProgramPayload } from '#shared/protocol/releases.ts';
import { DEMO_PASSWORD } from '#sync-server/demo/people.ts';
import type { Device } from '#sync-server/test/device.ts';
import { newLog } from '#sync-server/test/mutations.ts';
import { SpeakingDevice } from '#sync-server/test/speaking-device.ts';

/** A workstation as it tells of itself. */
interface Workstation {
  readonly username: string;
  readonly report: DeviceReport;
  readonly unsent?: number;
  readonly program?: Partial<ProgramPayload>;
  /** What IT does about it. */
  readonly act?: 'revoke' | 'wipe';
}

const MEGABYTE = 1_000_000;
const well = { failedSyncs: 0, clockAheadSeconds: 0 } as const;

const workstations: readonly Workstation[] = [
  {
    username: 'teller2',
    report: { ...well, version: '1.4.0', replicaBytes: 61 * MEGABYTE },
    program: { version: '1.4.0', update: { status: 'current' } },
  },
  {
    username: 'teller',
    report: { ...well, version: '1.3.0', replicaBytes: 118 * MEGABYTE },
    unsent: 3,
    program: { version: '1.3.0', update: { status: 'refused', reason: 'bad_signature', version: '1.4.0' } },
  },
  {
    username: 'manager',
    report: { ...well, version: '1.3.0', replicaBytes: 240 * MEGABYTE, clockAheadSeconds: -2_520 },
    program: { version: '1.3.0', platform: 'win32', update: { status: 'current' } },
  },
  {
    username: 'manager2',
    report: { ...well, version: '1.3.0', replicaBytes: 187 * MEGABYTE },
    unsent: 214,
    program: { version: '1.3.0', update: { status: 'ready', reason: 'uncovered_edits', version: '1.4.0' } },
  },
  {
    username: 'branch',
    report: {
      version: '1.2.1',
      replicaBytes: 96 * MEGABYTE,
      clockAheadSeconds: 40,
      failedSyncs: 27,
      syncError: 'unavailable',
    },
    program: { version: '1.2.1', update: { status: 'unknown', reason: 'no_space' } },
  },
  { username: 'manager2', report: { ...well, version: '1.3.0', replicaBytes: 12 * MEGABYTE }, act: 'wipe' },
  { username: 'teller2', report: { ...well, version: '1.2.1', replicaBytes: 44 * MEGABYTE }, act: 'revoke' },
];

export async function signedIn(url: string, username: string): Promise<SpeakingDevice> {
  const device = await SpeakingDevice.at(url);
  await signIn(device, username);
  return device;
}

/** Again on the same device, where what it was given has run out. */
export async function signIn(device: SpeakingDevice, username: string): Promise<void> {
  const deviceProof = await device.proof('');
  await device.signInWith({
    username,
    password: DEMO_PASSWORD,
    deviceKey: device.keys.publicKey,
    deviceProof,
  });
}

/**
 * Workstations in every state there is a picture of; nothing where they are there already. Gives how they call once
 * more: the list has the last seen first, and every picture's own browser is a device, too.
 */
export async function fillFleet(admin: Device): Promise<() => Promise<void>> {
  const { versions } = fleetSummary.parse(await admin.request('/operations/devices'));
  if (versions.some(({ version }) => version === '1.4.0')) return async () => undefined;
  const contacts: (() => Promise<unknown>)[] = [];
  for (const { username, report, unsent, program, act } of workstations) {
    const device = await signedIn(admin.url, username);
    const contact = () =>
      device.speak('/device/contact', {
        confirmed: [],
        ...(unsent !== undefined && { unsent }),
        report: { ...report, lastSyncAt: new Date().toISOString() },
      });
    await contact();
    contacts.push(contact);
    if (program !== undefined) {
      const basis = { electron: '45.4.1', platform: 'linux', arch: 'x64', channel: 'stable' };
      await device.speak('/device/program', { ...basis, ...program });
    }
    if (act === undefined) continue;
    const reason = act === 'wipe' ? '笔记本电脑外出时遗失' : '设备送修';
    await admin.post(`/operations/devices/${device.deviceId}/${act}`, { reason });
  }
  await loseIdentity(admin.url);
  await setPolicy(admin, { devices: { approval: 'required' } });
  // It waits for IT, and whoever is at it is told so.
  await signedIn(admin.url, 'analyst').catch(() => undefined);
  await setPolicy(admin, { devices: {} });
  return async () => {
    for (const contact of contacts) await contact();
  };
}

/** A workstation whose key store was reset delivers what it held, as a device that did not make it. */
async function loseIdentity(url: string): Promise<void> {
  const before = await SpeakingDevice.at(url);
  const author = await before.signInAs({ username: 'teller' }, undefined, DEMO_PASSWORD);
  const customers = () =>
    [...before.documents.values()].filter(({ collection }) => collection === 'customers');
  while (customers().length < 3 && !(await before.pull()).complete);
  const copies = await Promise.all(
    customers()
      .slice(0, 3)
      .map(({ doc }) => before.copyOf(author, newLog(doc.id))),
  );
  const device = await signedIn(url, 'teller2');
  await device.deliver(...copies);
}

/** Takes the place of what the bank has set of this; the rest stays. */
export async function setPolicy(admin: Device, change: { set?: object; devices?: object }): Promise<void> {
  const { version, set, devices } = policySettings.parse(await admin.request('/admin/policy'));
  await admin.post('/admin/policy', { version, set, devices, ...change, reason: '界面图片' });
}
