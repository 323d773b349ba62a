import { describe, expect, it } from 'vitest';
import { parseLayer } from '#shared/policy/layers.ts';
import { parseRegistry, readRegistry, registryKeys } from './registry.ts';

/** As `reg query HKLM\Software\Policies\Branchline /s` prints it: an empty line, CRLF, four spaces between columns. */
const printed = [
  '',
  'HKEY_LOCAL_MACHINE\\Software\\Policies\\Branchline',
  '    (默认)    REG_SZ    ',
  '    OfflineHours    REG_DWORD    0x30',
  '    idlelockminutes    REG_DWORD    0x2',
  '    UpdateHours    REG_SZ    22:00-06:00',
  '    Masking    REG_SZ    always',
  '    Exports    REG_SZ    sometimes',
  '    Colour    REG_SZ    blue',
  '',
  'HKEY_LOCAL_MACHINE\\Software\\Policies\\Branchline\\ServerUrls',
  '    1    REG_SZ    https://crm-a.bank.example',
  '    10    REG_SZ    https://crm-c.bank.example',
  '    2    REG_SZ    https://crm-b.bank.example:8443',
  '',
].join('\r\n');

describe('policies of the registry', () => {
  it('are the values of the key, and of a key below it as a list in the order of its numbers', () => {
    const { layer, problems } = parseLayer('machinePolicy', parseRegistry(printed, registryKeys.machine));
    expect(layer.values).toEqual({
      offlineHours: 48,
      idleLockMinutes: 2,
      updateHours: '22:00-06:00',
      masking: 'always',
      serverUrls: [
        'https://crm-a.bank.example',
        'https://crm-b.bank.example:8443',
        'https://crm-c.bank.example',
      ],
    });
    expect(problems).toEqual([
      { source: 'machinePolicy', reason: 'invalid', name: 'exports' },
      { source: 'machinePolicy', reason: 'unknown', name: 'Colour' },
    ]);
  });

  it('may hold several texts in one value', () => {
    const raw = parseRegistry(
      '    ExternalHosts    REG_MULTI_SZ    help.bank.example\\0wiki.bank.example',
      registryKeys.machine,
    );
    expect(raw).toEqual({ externalHosts: ['help.bank.example', 'wiki.bank.example'] });
  });

  it('are asked of the program of the system by its whole path, and only at their key', async () => {
    const asked: unknown[] = [];
    const run = async (program: string, args: readonly string[]) => {
      asked.push(program, ...args);
      return { code: 0, stdout: printed };
    };
    await readRegistry(run, registryKeys.user, { SystemRoot: 'D:\\Windows' });
    expect(asked).toEqual([
      'D:\\Windows\\System32\\reg.exe',
      'query',
      'HKCU\\Software\\Policies\\Branchline',
      '/s',
      '/reg:64',
    ]);
  });

  it('are none where there is no key, and unreadable where the program does not run', async () => {
    const ending = (code: number | null, ofSoftware: number | null = 0) =>
      readRegistry(
        async (_, [, key]) => ({ code: key === 'HKLM\\Software' ? ofSoftware : code, stdout: '' }),
        registryKeys.machine,
        {},
      );
    expect(await ending(1)).toEqual({ state: 'absent' });
    expect(await ending(null)).toEqual({ state: 'unreadable' });
    // As with "Prevent access to registry editing tools": the policy may be there and is not to be had.
    expect(await ending(1, 1)).toEqual({ state: 'unreadable' });
  });
});
