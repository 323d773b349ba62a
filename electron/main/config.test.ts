import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { policyValues, type SomePolicies } from '#shared/policy/definitions.ts';
import type { PolicySource } from '#shared/policy/layers.ts';
import { type ConfigSources, machineConfigPath, mayUpdate, readConfig, serverOrigin } from './config.ts';

const none: ConfigSources = { isPackaged: true, env: {}, report: { layers: [], problems: [] } };
const says = (source: PolicySource, values: SomePolicies) => ({ source, values });
const server = (...serverUrls: string[]): SomePolicies => ({ serverUrls });
const reported = (...layers: ReturnType<typeof says>[]): ConfigSources => ({
  ...none,
  report: { layers, problems: [] },
});

describe('updates by the program itself', () => {
  const allowed = (sources: ConfigSources) => {
    const config = readConfig(sources);
    return 'problem' in config ? config : mayUpdate(config);
  };
  const address = server('https://crm.bank.example');

  it('are there unless a policy says no, or the one of the machine cannot be read', () => {
    const file = says('machineFile', address);
    expect(allowed(reported(file))).toBe(true);
    expect(allowed(reported(says('machinePolicy', { ...address, updates: 'off' })))).toBe(false);
    const unread = { source: 'machinePolicy', reason: 'unreadable' } as const;
    expect(allowed({ ...none, report: { layers: [file], problems: [unread] } })).toBe(false);
    const other = { source: 'userSetting', reason: 'unreadable' } as const;
    expect(allowed({ ...none, report: { layers: [file], problems: [other] } })).toBe(true);
  });
});

describe("the server's address", () => {
  it("is the machine's before the user's, which a managed client does not take at all", () => {
    const user = says('userSetting', server('https://user.example'));
    const machine = says('machineFile', server('https://machine.example'));
    expect(readConfig(reported(user, machine))).toMatchObject({ serverUrl: 'https://machine.example' });
    expect(readConfig(reported(user))).toMatchObject({ serverUrl: 'https://user.example' });
    expect(readConfig(reported(user, says('machineFile', {})))).toEqual({ problem: 'no_server' });
  });

  it('may be several: the first is turned to, the others wait, none twice', () => {
    const machine = says(
      'machinePolicy',
      server('https://a.example', 'https://b.example:8443/', 'https://A.example'),
    );
    expect(readConfig(reported(machine))).toMatchObject({
      serverUrl: 'https://a.example',
      standbyUrls: ['https://b.example:8443'],
    });
  });

  it('comes from the environment while developing, never in an installed program', () => {
    const env = { BRANCHLINE_SERVER_URL: 'http://127.0.0.1:4000' };
    expect(readConfig({ ...none, isPackaged: false, env })).toMatchObject({
      serverUrl: 'http://127.0.0.1:4000',
      standbyUrls: [],
    });
    expect(readConfig({ ...none, env })).toEqual({ problem: 'no_server' });
  });

  it('is the one of npm start while developing and nothing else is said', () => {
    expect(readConfig({ ...none, isPackaged: false })).toMatchObject({ serverUrl: 'http://127.0.0.1:8710' });
  });

  it('that is wrong is a problem, not a guess', () => {
    const problems = [{ source: 'machineFile' as const, reason: 'invalid' as const, name: 'serverUrls' }];
    const report = { layers: [says('machineFile', {})], problems };
    expect(readConfig({ ...none, report })).toEqual({ problem: 'bad_server' });
  });

  it('that the schema lets through is one', () => {
    const address = fc.tuple(
      fc.constantFrom('https://', 'http://', 'HTTPS://', 'ftp://', ''),
      fc.constantFrom(
        'crm.bank.example',
        'localhost',
        '127.0.0.1',
        '127.0.0.1.evil.example',
        '[::1]',
        '10.0.0.7',
      ),
      fc.constantFrom('', ':8443', ':0', '/', '/path', '?x', '@evil.example', ' '),
    );
    const { serverUrls } = policyValues.shape;
    fc.assert(
      fc.property(address, (parts) => {
        const text = parts.join('');
        if (serverUrls.safeParse([text]).success) expect(serverOrigin(text)).not.toBeNull();
        else expect(serverOrigin(text) === null || /[ ?]/.test(text)).toBe(true);
      }),
    );
  });

  it.each([
    ['https://crm.bank.example', 'https://crm.bank.example'],
    ['https://crm.bank.example:8443/', 'https://crm.bank.example:8443'],
    ['http://127.0.0.1:8710', 'http://127.0.0.1:8710'],
    ['http://localhost:8710/', 'http://localhost:8710'],
    ['http://[::1]:8710', 'http://[::1]:8710'],
    ['http://crm.bank.example', null],
    ['http://127.0.0.1.evil.example', null],
    ['https://user:secret@crm.bank.example', null],
    ['https://crm.bank.example/path', null],
    ['https://crm.bank.example/?x=1', null],
    ['ftp://crm.bank.example', null],
    ['crm.bank.example', null],
    ['', null],
  ])('%s reads as %s', (address, origin) => {
    expect(serverOrigin(address)).toBe(origin);
  });
});

it('links may open the hosts that the configuration names', () => {
  const machine = says('machineFile', {
    ...server('https://crm.bank.example'),
    externalHosts: ['help.bank.example'],
  });
  expect(readConfig(reported(machine))).toMatchObject({ externalHosts: ['help.bank.example'] });
});

it('the machine file lies where only an administrator writes', () => {
  expect(machineConfigPath('linux', {})).toBe('/etc/branchline/config.json');
  expect(machineConfigPath('win32', { ProgramData: 'C:\\ProgramData' })).toContain('ProgramData');
});
