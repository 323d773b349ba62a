import { describe, expect, it } from 'vitest';
import { isWithin } from './hours.ts';
import { type StartUpdates, startUpdates } from './start-updates.ts';

const at = (time: string) => new Date(`2026-11-22T${time}:00`);

describe('update hours', () => {
  it('are by the machine’s own clock, and may go past midnight', () => {
    const night = { from: '22:00', to: '05:30' };
    expect(
      ['21:59', '22:00', '23:59', '00:00', '05:29', '05:30'].map((time) => isWithin(night, at(time))),
    ).toEqual([false, true, true, true, true, false]);
    expect(isWithin({ from: '12:00', to: '13:00' }, at('12:30'))).toBe(true);
    expect(isWithin({ from: '12:00', to: '13:00' }, at('13:00'))).toBe(false);
  });
});

describe('updates', () => {
  const refuse = () => {
    throw new Error('nothing is touched while updates are off');
  };
  const options: StartUpdates = {
    builtIn: { publicKeys: ['key'], publisher: 'Bank' },
    policy: { enabled: true, channel: 'stable', ring: undefined, hours: '22:00-05:00' },
    packaged: true,
    platform: 'linux',
    arch: 'x64',
    version: '1.0.0',
    electron: '45.4.1',
    appImage: '/opt/Branchline.AppImage',
    serverUrls: ['https://crm.bank.example'],
    journal: Promise.reject(new Error('not needed')),
    readSecret: refuse,
    onState: refuse,
    log: refuse,
    idleSeconds: refuse,
    systemEnds: refuse,
    random: refuse,
    app: new Proxy({} as StartUpdates['app'], { get: refuse }),
    nativeUpdater: { on: refuse, off: refuse, checkForUpdates: refuse },
    executor: { download: refuse },
    folder: '/nowhere',
    fetch: refuse,
  };
  options.journal.catch(() => undefined);

  it.each([
    ['development', { packaged: false }],
    ['policy', { policy: { ...options.policy, enabled: false } }],
    ['no_key', { builtIn: { publicKeys: [], publisher: 'Bank' } }],
    ['no_publisher', { platform: 'win32', builtIn: { publicKeys: ['key'], publisher: undefined } }],
    ['unsupported', { appImage: undefined }],
    ['unsupported', { platform: 'freebsd' }],
    ['unsupported', { arch: 'ia32' }],
    ['unsupported', { version: '1.0.0-beta.1' }],
  ] as const)('are off, with the reason %s, and touch nothing: %j', async (reason, given) => {
    const updates = await startUpdates({ ...options, ...given });
    expect(updates.state()).toEqual({ status: 'off', reason });
    expect(await updates.install()).toBe(false);
    expect(await updates.beforeQuit(refuse)).toBe(false);
  });
});
