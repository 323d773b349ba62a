import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { APP_ID } from '#shared/releases/app-id.ts';
import { packageConfig } from './config.ts';
import { withPolicy } from './msi-registry.ts';
import { readOrder } from './targets.ts';

const projectRoot = join(import.meta.dirname, '..', '..');
const config = packageConfig({
  projectRoot,
  output: '/out',
  electronVersion: '45.4.1',
  withLocales: true,
  inspectable: false,
  env: { RELEASE_PUBLISHER: 'Example Bank' },
});

describe('what installed programs are known by never changes', () => {
  it('the upgrade code of the MSI, and that it is for the machine', () => {
    expect(config.msi).toMatchObject({
      upgradeCode: '6F1C3B52-8B0E-4D4C-9C37-6C3B2D1A7E90',
      perMachine: true,
    });
  });

  it('the id of the program, by which Windows’ shortcuts and profiles of macOS name it', async () => {
    expect([APP_ID, config.appId]).toEqual(['com.branchline.desktop', APP_ID]);
    const preferences = await readFile(
      join(projectRoot, 'electron', 'main', 'policy', 'managed-preferences.ts'),
      'utf8',
    );
    expect(preferences).toContain(`'${APP_ID}.plist'`);
  });
});

it('the installer of a user updates itself; a signature is asked of its publisher', () => {
  expect(config.nsis).toMatchObject({ perMachine: false });
  expect(config.win?.signtoolOptions).toEqual({ publisherName: 'Example Bank' });
});

describe('the MSI switches the updater off', () => {
  it('by a value in the registry, in the project as electron-builder writes it', async () => {
    const template = join(projectRoot, 'node_modules', 'app-builder-lib', 'templates', 'msi', 'template.xml');
    const source = await readFile(template, 'utf8');
    const changed = withPolicy(source);
    expect(changed).toMatch(/Key="Software\\Policies\\Branchline" Name="Updates" Type="string" Value="off"/);
    expect(changed.indexOf('RegistryValue')).toBeGreaterThan(changed.indexOf('<ComponentGroup Id='));
    expect(changed.indexOf('RegistryValue')).toBeLessThan(changed.indexOf('</ComponentGroup>'));
  });

  it('or is not made at all', () => {
    expect(() => withPolicy('<Wix/>')).toThrow();
  });
});

describe('the command', () => {
  it('takes one platform and what to make of it, and else makes all of this machine’s', () => {
    expect(readOrder(['--linux', 'dir'], 'win32')).toMatchObject({ platform: 'linux', names: ['dir'] });
    expect(readOrder(['--win', 'nsis', 'msi'], 'linux')).toMatchObject({
      platform: 'win',
      names: ['nsis', 'msi'],
    });
    expect(readOrder([], 'darwin')).toMatchObject({ platform: 'mac', names: [] });
    expect(() => readOrder(['--win', '--mac'], 'linux')).toThrow('One platform');
  });
});
