import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import os from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeReleaseKeys, verifiedManifest } from '#shared/crypto/release-signature.ts';
import { manifestText, parseManifest } from '#shared/releases/manifest.ts';
import { type Packaged, writePackaged } from '../shared/packaged.ts';
import { runRelease } from './main.ts';

const PASSPHRASE = 'a long enough passphrase';
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(os.tmpdir(), 'branchline-release-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function run(args: string[], given = PASSPHRASE) {
  const lines: string[] = [];
  const code = await runRelease(args, {
    env: {},
    stdin: Readable.from([Buffer.from(`${given}\n`)]),
    out: (line) => lines.push(line),
    problem: (line) => lines.push(line),
    now: () => new Date('2026-11-22T08:00:00.000Z'),
  });
  return { code, text: lines.join('\n') };
}

const at = (...names: string[]) => join(folder, ...names);

/** A folder of installers as `npm run package` leaves it, and all that signing needs; resolves with the public key. */
async function packagedFolder(given: Partial<Packaged> = {}): Promise<string> {
  const { text } = await run(['keys', '--key', at('key.json')]);
  await writeFile(at('zh.txt'), '修复若干问题');
  await writeFile(at('en.txt'), 'Faults mended');
  await mkdir(at('win'));
  await writeFile(at('win', 'Branchline-Setup-1.2.0.exe'), Buffer.alloc(100_000, 7));
  await writeFile(at('win', 'Branchline-Setup-1.2.0.exe.blockmap'), 'map');
  await writePackaged(at('win'), [at('win', 'Branchline-Setup-1.2.0.exe'), at('win')], {
    platform: 'win32',
    version: '1.2.0',
    electron: '45.4.1',
    inspectable: false,
    ...given,
  });
  return text;
}

const sign = (more: string[] = [], passphrase = PASSPHRASE) =>
  run(
    [
      ...['sign', at('win'), '--key', at('key.json'), '--platform', 'win32'],
      ...['--notes-zh', at('zh.txt'), '--notes-en', at('en.txt'), ...more],
    ],
    passphrase,
  );

/** Signed as well. */
async function signed(): Promise<string> {
  const publicKey = await packagedFolder();
  expect(await sign()).toEqual({ code: 0, text: '1.2.0 stable win32 x64: signed' });
  return publicKey;
}

describe('a release key', () => {
  it('is readable by its owner only, encrypted, and opens with its passphrase only', async () => {
    await signed();
    expect((await stat(at('key.json'))).mode & 0o777).toBe(0o600);
    const again = await sign([], 'another passphrase');
    expect(again).toEqual({ code: 1, text: 'The passphrase is wrong, or the key file was changed.' });
  });

  it('is never written over, nor made with a short passphrase', async () => {
    await run(['keys', '--key', at('key.json')]);
    const before = await readFile(at('key.json'), 'utf8');
    expect((await run(['keys', '--key', at('key.json')])).code).toBe(1);
    expect(await readFile(at('key.json'), 'utf8')).toBe(before);
    expect((await run(['keys', '--key', at('other.json')], 'short')).code).toBe(1);
  });
});

describe('signing takes versions from packaging, not from the keyboard:', () => {
  it('what was packaged is in the manifest, and what is typed besides must be the same', async () => {
    await packagedFolder();
    expect((await sign(['--version', '1.2.0', '--electron', '45.4.1'])).code).toBe(0);
    const manifest = parseManifest(await readFile(at('win', 'release.json'), 'utf8'));
    expect(manifest).toMatchObject({ version: '1.2.0', electron: '45.4.1' });
    expect(manifest?.files.map(({ name }) => name)).toEqual([
      'Branchline-Setup-1.2.0.exe',
      'Branchline-Setup-1.2.0.exe.blockmap',
    ]);
    expect(await sign(['--version', '1.20.0'])).toEqual({
      code: 1,
      text: '--version says 1.20.0, and 1.2.0 was packaged.',
    });
    expect((await sign(['--electron', '54.4.1'])).text).toContain('45.4.1 was packaged');
  });

  it('installers of another system, or without a word of packaging, are not signed', async () => {
    await packagedFolder();
    expect((await sign(['--platform', 'linux'])).text).toContain('has no valid packaged-linux.json');
    await rm(at('win', 'packaged-win32.json'));
    expect((await sign()).text).toContain('has no valid packaged-win32.json');
  });

  it('a file that is not the one that was packaged is named', async () => {
    await packagedFolder();
    await writeFile(at('win', 'Branchline-Setup-1.2.0.exe'), Buffer.alloc(100_000, 8));
    expect((await sign()).text).toContain('Branchline-Setup-1.2.0.exe is not what was packaged');
  });

  it('a program that lets a debugger in is never released', async () => {
    await packagedFolder({ inspectable: true });
    expect(await sign()).toMatchObject({ code: 1, text: expect.stringContaining('--inspectable') });
  });
});

describe('a signed folder', () => {
  it('is whole for its own key and for no other', async () => {
    const publicKey = await signed();
    expect((await run(['verify', at('win'), '--public', publicKey])).text).toContain('whole and signed');
    const other = await makeReleaseKeys();
    const refused = await run(['verify', at('win'), '--public', other.publicKey]);
    expect(refused).toMatchObject({ code: 1, text: expect.stringContaining('does not hold') });
  });

  it('with a byte changed, a file missing or one too many is refused by name', async () => {
    const publicKey = await signed();
    const verify = () => run(['verify', at('win'), '--public', publicKey]);
    const installer = at('win', 'Branchline-Setup-1.2.0.exe');
    const good = await readFile(installer);
    const bad = Buffer.from(good);
    bad.writeUInt8(8, 50_000);
    await writeFile(installer, bad);
    expect((await verify()).text).toBe('Branchline-Setup-1.2.0.exe is not the file that was signed.');
    await rm(installer);
    expect((await verify()).text).toBe('Branchline-Setup-1.2.0.exe is missing.');
    await writeFile(installer, good);
    await writeFile(at('win', 'more.dll'), 'x');
    expect((await verify()).text).toBe('more.dll was not signed.');
  });

  it('with any character of its manifest or signature changed is refused', async () => {
    const publicKey = await signed();
    const text = await readFile(at('win', 'release.json'), 'utf8');
    const signature = (await readFile(at('win', 'release.sig'), 'utf8')).trim();
    expect(await verifiedManifest([publicKey], text, signature)).toMatchObject({ version: '1.2.0' });
    for (let index = 0; index < text.length; index += 11) {
      const changed = `${text.slice(0, index)}${text[index] === '1' ? '2' : '1'}${text.slice(index + 1)}`;
      expect(await verifiedManifest([publicKey], changed, signature)).toBeNull();
    }
    expect(await verifiedManifest([publicKey], text, `A${signature.slice(1)}`)).toBeNull();
    expect(await verifiedManifest([publicKey], text, '')).toBeNull();
    expect(await verifiedManifest([], text, signature)).toBeNull();
  });
});

describe('a manifest', () => {
  it('has one text only: the same content written otherwise is none', async () => {
    await signed();
    const text = await readFile(at('win', 'release.json'), 'utf8');
    const manifest = parseManifest(text);
    expect(manifest && manifestText(manifest)).toBe(text);
    expect(parseManifest(` ${text}`)).toBeNull();
    expect(parseManifest(text.replace('{', '{"more":1,'))).toBeNull();
    expect(parseManifest(text.replace('"1.2.0"', '"1.2.0-beta"'))).toBeNull();
    expect(parseManifest(text.replaceAll('Branchline-Setup-1.2.0.exe"', '../../evil.exe"'))).toBeNull();
  });
});
