import { describe, expect, it } from 'vitest';
import { type ConfigSources, machineConfigPath, readConfig, serverOrigin } from './config.ts';

const none: ConfigSources = { isPackaged: true, env: {}, machineFile: null, userFile: null };
const file = (serverUrl: string, externalHosts?: string[]) => JSON.stringify({ serverUrl, externalHosts });

describe("the server's address", () => {
  it("is the machine's before the user's", () => {
    const config = readConfig({
      ...none,
      machineFile: file('https://machine.example'),
      userFile: file('https://user.example'),
    });
    expect(config).toEqual({ serverUrl: 'https://machine.example', externalHosts: [] });
  });

  it("is the user's where the machine has none or a damaged one", () => {
    for (const machineFile of [null, '{', '{"serverUrl":1}'])
      expect(readConfig({ ...none, machineFile, userFile: file('https://user.example') })).toMatchObject({
        serverUrl: 'https://user.example',
      });
  });

  it('comes from the environment while developing, never in an installed program', () => {
    const env = { BRANCHLINE_SERVER_URL: 'http://127.0.0.1:4000' };
    expect(readConfig({ ...none, isPackaged: false, env })).toMatchObject({
      serverUrl: 'http://127.0.0.1:4000',
    });
    expect(readConfig({ ...none, env })).toEqual({ problem: 'no_server' });
  });

  it('is the one of npm start while developing and nothing else is said', () => {
    expect(readConfig({ ...none, isPackaged: false })).toMatchObject({ serverUrl: 'http://127.0.0.1:8710' });
  });

  it('that is wrong is a problem, not a guess', () => {
    expect(readConfig({ ...none, machineFile: file('http://crm.bank.example') })).toEqual({
      problem: 'bad_server',
    });
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
  const machineFile = file('https://crm.bank.example', ['help.bank.example']);
  expect(readConfig({ ...none, machineFile })).toMatchObject({ externalHosts: ['help.bank.example'] });
});

it('the machine file lies where only an administrator writes', () => {
  expect(machineConfigPath('linux', {})).toBe('/etc/branchline/config.json');
  expect(machineConfigPath('win32', { ProgramData: 'C:\\ProgramData' })).toContain('ProgramData');
});
