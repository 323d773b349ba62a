import { describe, expect, it } from 'vitest';
import { UsageError } from '../import/arguments.ts';
import { readBackupArguments } from './arguments.ts';
import { recoverySettings } from './recovery-settings.ts';
import { readRestoreArguments } from './restore-arguments.ts';

const surroundings = { databaseUrl: undefined, defaultDataDir: '/bank' };
const place = ['--from', '/b/1', '--archive', '/wal', '--pgdata', '/pg'];

describe('the command line of a backup', () => {
  it('takes one of the running bank where no address is given', () => {
    expect(readBackupArguments(['--to', '/b', '--archive', '/wal'], surroundings)).toEqual({
      verb: 'take',
      to: '/b',
      archive: '/wal',
      url: undefined,
      dataDir: '/bank',
    });
  });

  it('is refused without an archive, with a verb that is none, or to keep nothing', () => {
    for (const argv of [
      ['--to', '/b'],
      ['burn', '/b'],
      ['prune', '/b', '--archive', '/wal', '--keep', '0'],
      ['--what'],
    ])
      expect(() => readBackupArguments(argv, surroundings)).toThrow(UsageError);
  });
});

describe('the command line of a restore', () => {
  it('never guesses how far, nor the zone of a moment', () => {
    expect(() => readRestoreArguments(place)).toThrow('how far');
    expect(() => readRestoreArguments([...place, '--latest', '--to-backup'])).toThrow('how far');
    expect(() => readRestoreArguments([...place, '--at', '2026-03-18T09:30:00'])).toThrow('zone');
    expect(readRestoreArguments([...place, '--at', '2026-03-18T09:30:00+08:00'])?.target).toEqual({
      kind: 'moment',
      at: new Date('2026-03-18T01:30:00Z'),
    });
  });

  it('takes one place, not two', () => {
    expect(() => readRestoreArguments([...place, '--latest', '--data-dir', '/bank'])).toThrow('where to');
  });
});

describe('the settings of a recovery', () => {
  it('name one target, and refuse a folder that a shell would read otherwise', () => {
    const moment = recoverySettings('/srv/wal', { kind: 'moment', at: new Date(0) }, 'linux');
    expect(moment).toContain(`restore_command = 'cp "/srv/wal/%f" "%p"'`);
    expect(moment).toContain("recovery_target_time = '1970-01-01T00:00:00.000+00'");
    expect(recoverySettings('/srv/wal', { kind: 'latest' }, 'linux')).not.toContain('recovery_target_time');
    expect(recoverySettings('D:\\wal', { kind: 'latest' }, 'win32')).toContain(`copy "D:\\\\wal\\\\%f" "%p"`);
    for (const folder of ['/srv/$(reboot)', "/srv/o'hara", '/srv/`x`', '/srv/100%'])
      expect(() => recoverySettings(folder, { kind: 'latest' }, 'linux')).toThrow('quote');
  });
});
