import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import os from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeReleaseKeys, verifiedManifest } from '#shared/crypto/release-signature.ts';
import { manifestText, parseManifest } from '#shared/releases/manifest.ts';
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

/** A folder of installers, signed; resolves with the public key. */
async function signed(): Promise<string> {
  const { text } = await run(['keys', '--key', at('key.json')]);
  await writeFile(at('zh.txt'), '修复若干问题');
  await writeFile(at('en.txt'), 'Faults mended');
  await mkdir(at('win'));
  await writeFile(at('win', 'Branchline-Setup-1.2.0.exe'), Buffer.alloc(100_000, 7));
  await writeFile(at('win', 'Branchline-Setup-1.2.0.exe.blockmap'), 'map');
  const done = await run([
    'sign',
    at('win'),
    ...['--key', at('key.json'), '--version', '1.2.0', '--electron', '45.4.1', '--platform', 'win32'],
    ...['--notes-zh', at('zh.txt'), '--notes-en', at('en.txt')],
  ]);
  expect(done).toEqual({ code: 0, text: '1.2.0 stable win32 x64: signed' });
  return text;
}

describe('a release key', () => {
  it('is readable by its owner only, encrypted, and opens with its passphrase only', async () => {
    await signed();
    expect((await stat(at('key.json'))).mode & 0o777).toBe(0o600);
    const again = await run(
      [
        'sign',
        at('win'),
        '--key',
        at('key.json'),
        '--version',
        '1.2.0',
        '--electron',
        '45.4.1',
        '--platform',
        'win32',
        '--notes-zh',
        at('zh.txt'),
        '--notes-en',
        at('en.txt'),
      ],
      'another passphrase',
    );
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
