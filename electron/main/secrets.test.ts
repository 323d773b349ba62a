import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { canSeal, openSecretStore, type Sealer } from './secrets.ts';

/** A key store that seals by a key number, so that a key can be rotated or lost. */
class KeyStore implements Sealer {
  key = 1;
  available = true;
  backend = 'gnome_libsecret';
  lost = new Set<number>();
  /** Answers that it cannot give now, as Electron words it, before it gives one. */
  busy = 0;

  isAsyncEncryptionAvailable = async () => this.available;
  getSelectedStorageBackend = () => this.backend;
  encryptStringAsync = async (text: string) =>
    Buffer.from(`${this.key}:${Buffer.from(text).toString('hex')}`);
  decryptStringAsync = async (sealed: Buffer) => {
    if (this.busy-- > 0) throw new Error('safeStorage is temporarily unavailable. Please try again.');
    const [key = '', text = ''] = sealed.toString().split(':');
    if (this.lost.has(Number(key)) || text === '') throw new Error('cannot decrypt');
    return {
      shouldReEncrypt: Number(key) !== this.key,
      result: Buffer.from(text, 'hex').toString(),
    };
  };
}

let folder: string;
let keys: KeyStore;
const store = (platform: NodeJS.Platform = 'linux') => openSecretStore(folder, keys, platform);
const files = () => readdir(folder).catch(() => []);

beforeEach(async () => {
  folder = join(await mkdtemp(join(tmpdir(), 'branchline-secrets-')), 'secrets');
  keys = new KeyStore();
});
afterEach(() => rm(join(folder, '..'), { recursive: true }));

describe('a secret', () => {
  it('is there again after a restart', async () => {
    await (await store()).write('device.key', '秘密');
    expect(await (await store()).read('device.key')).toBe('秘密');
  });

  it('is null before it was written and after it was removed', async () => {
    const secrets = await store();
    expect(await secrets.read('device.key')).toBeNull();
    await secrets.write('device.key', 'x');
    await secrets.remove('device.key');
    await secrets.remove('device.key');
    expect(await secrets.read('device.key')).toBeNull();
  });

  it('lies on the disk sealed, readable by this user only, under a name that tells nothing', async () => {
    await (await store()).write('user.chenli', 'plain');
    const [file = ''] = await files();
    expect(file).toMatch(/^[0-9a-f]{64}\.sealed$/);
    expect(await readFile(join(folder, file), 'utf8')).not.toContain('plain');
    expect((await stat(join(folder, file))).mode & 0o777).toBe(0o600);
  });

  it('that can no longer be opened counts as none', async () => {
    await (await store()).write('device.key', 'x');
    keys.lost.add(1);
    expect(await (await store()).read('device.key')).toBeNull();
  });

  it('that is damaged counts as none', async () => {
    await (await store()).write('device.key', 'x');
    const [file = ''] = await files();
    await writeFile(join(folder, file), 'nonsense');
    expect(await (await store()).read('device.key')).toBeNull();
  });

  it('that cannot be read now is waited for, and never counts as none', async () => {
    const secrets = await store();
    await secrets.write('device.key', 'x');
    keys.busy = 2;
    expect(await secrets.read('device.key')).toBe('x');
    keys.busy = Number.POSITIVE_INFINITY;
    await expect(secrets.read('device.key')).rejects.toThrow('temporarily unavailable');
    keys.busy = 0;
    const [file = ''] = await files();
    await rm(join(folder, file));
    await mkdir(join(folder, file));
    await expect(secrets.read('device.key')).rejects.toMatchObject({ code: 'EISDIR' });
  });

  it('is sealed again under the new key after a rotation', async () => {
    await (await store()).write('device.key', 'x');
    keys.key = 2;
    expect(await (await store()).read('device.key')).toBe('x');
    keys.lost.add(1);
    expect(await (await store()).read('device.key')).toBe('x');
  });
});

describe('where the system cannot seal', () => {
  it.each(['basic_text', 'unknown', 'of_a_later_year'])(
    'Linux with %s does not count as sealing',
    async (backend) => {
      keys.backend = backend;
      expect(await canSeal(keys, 'linux')).toBe(false);
      expect(await canSeal(keys, 'win32')).toBe(true);
    },
  );

  it('Linux does not count as sealing where the key ring does not answer, whatever it is called', async () => {
    keys.encryptStringAsync = async (text) => Buffer.from(`v10${text}`);
    expect(await canSeal(keys, 'linux')).toBe(false);
    // The same letters mean the keychain on macOS.
    expect(await canSeal(keys, 'darwin')).toBe(true);
  });

  it('secrets live for this run and nothing is written', async () => {
    keys.backend = 'basic_text';
    const secrets = await store();
    await secrets.write('device.key', 'x');
    expect(await secrets.read('device.key')).toBe('x');
    expect(await files()).toEqual([]);
    expect(await (await store()).read('device.key')).toBeNull();
  });

  it('no key store at all is the same', async () => {
    keys.available = false;
    await (await store('win32')).write('device.key', 'x');
    expect(await files()).toEqual([]);
  });
});
