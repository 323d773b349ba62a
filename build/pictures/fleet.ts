import type { DeviceReport } from '#shared/protocol/device.ts';
import type { FleetSummary } from '#shared/protocol/fleet.ts';
import { fleetSummary } from '#shared/protocol/fleet.ts';
import { policySettings } from '#shared/protocol/policy-settings.ts';
import type { ProgramPayload } from '#shared/protocol/releases.ts';
import { DEMO_PASSWORD } from '#sync-server/demo/people.ts';
import type { Device } from '#sync-server/test/device.ts';
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
  const deviceProof = await device.proof('');
  await device.signInWith({
    username,
    password: DEMO_PASSWORD,
    deviceKey: device.keys.publicKey,
    deviceProof,
  });
  return device;
}

/** Workstations in every state there is a picture of; nothing where they are there already. */
export async function fillFleet(admin: Device): Promise<void> {
  const { versions }: FleetSummary = fleetSummary.parse(await admin.request('/operations/devices'));
  if (versions.some(({ version }) => version === '1.4.0')) return;
  for (const { username, report, unsent, program, act } of workstations) {
    const device = await signedIn(admin.url, username);
    const told = { ...report, lastSyncAt: new Date().toISOString() };
    await device.speak('/device/contact', {
      confirmed: [],
      ...(unsent !== undefined && { unsent }),
      report: told,
    });
    if (program !== undefined) {
      const basis = { electron: '45.4.1', platform: 'linux', arch: 'x64', channel: 'stable' };
      await device.speak('/device/program', { ...basis, ...program });
    }
    if (act === undefined) continue;
    const reason = act === 'wipe' ? '笔记本电脑外出时遗失' : '设备送修';
    await admin.post(`/operations/devices/${device.deviceId}/${act}`, { reason });
  }
  await setPolicy(admin, { devices: { approval: 'required' } });
  // It waits for IT, and whoever is at it is told so.
  await signedIn(admin.url, 'analyst').catch(() => undefined);
  await setPolicy(admin, { devices: {} });
}

/** Takes the place of what the bank has set of this; the rest stays. */
export async function setPolicy(admin: Device, change: { set?: object; devices?: object }): Promise<void> {
  const { version, set, devices } = policySettings.parse(await admin.request('/admin/policy'));
  await admin.post('/admin/policy', { version, set, devices, ...change, reason: '界面图片' });
}
