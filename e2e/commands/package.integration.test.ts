import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { extractAll, extractFile, listPackage } from '@electron/asar';
import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeStubElectron } from '../../build/package/electron-dist.ts';
import { findChromium } from '../../build/shared/chromium.ts';
import { startStandIn } from '../electron-host/host.ts';

const projectRoot = join(import.meta.dirname, '..', '..');
let folder: string;
let program: string;
let asar: string;
let files: string[];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'branchline-package-'));
  const electron = await makeStubElectron(join(folder, 'electron'), '45.4.1');
  const output = join(folder, 'out');
  await promisify(execFile)(
    process.execPath,
    ['build/package/main.ts', '--linux', 'dir', '--output', output, '--electron-dist', electron],
    { cwd: projectRoot, maxBuffer: 64 * 1024 * 1024 },
  );
  program = join(output, 'linux-unpacked', 'branchline');
  asar = join(output, 'linux-unpacked', 'resources', 'app.asar');
  files = listPackage(asar, { isPack: false }).map((path) => path.replaceAll('\\', '/'));
}, 240_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('the package', () => {
  it('holds the two bundles of the desktop, the built client and a manifest, and nothing else', () => {
    expect(files).toEqual(
      expect.arrayContaining([
        '/package.json',
        '/electron/main.cjs',
        '/electron/preload.cjs',
        '/renderer/index.html',
      ]),
    );
    const outside = files.filter(
      (path) => !/^\/(package\.json|electron(\/(main|preload)\.cjs)?|renderer(\/.*)?)$/.test(path),
    );
    expect(outside).toEqual([]);
  });

  it('has beside it what signing goes by: versions of what is inside, and that nobody debugs it', async () => {
    const { version } = JSON.parse(await readFile(join(projectRoot, 'package.json'), 'utf8'));
    const packaged: unknown = JSON.parse(await readFile(join(folder, 'out', 'packaged-linux.json'), 'utf8'));
    const inside = { platform: 'linux', version, electron: '45.4.1', inspectable: false };
    expect(packaged).toEqual({ format: 1, ...inside, files: [] });
  });

  it('holds no maps, sources, tests, keys or modules, nor what only a browser needs', () => {
    const unwanted =
      /\.(map|ts|tsx|pem|key|p12|pfx|env|sql|md)$|\.test\.|\.spec\.|node_modules|\/sw\.js$|\.webmanifest$/;
    expect(files.filter((path) => unwanted.test(path))).toEqual([]);
  });

  it('tells nothing of where it was made, and carries no secret and no word of the demo bank', () => {
    const telling = [
      projectRoot,
      'sourceMappingURL',
      'BEGIN PRIVATE KEY',
      'BEGIN ENCRYPTED PRIVATE KEY',
      'branchline-demo',
    ];
    const found = files.flatMap((path) => {
      if (!/\.(js|cjs|css|html|json)$/.test(path)) return [];
      const text = extractFile(asar, path.slice(1)).toString('utf8');
      return telling.filter((word) => text.includes(word)).map((word) => `${path}: ${word}`);
    });
    expect(found).toEqual([]);
  });

  it('names the program and no dependency', () => {
    const manifest: unknown = JSON.parse(extractFile(asar, 'package.json').toString('utf8'));
    expect(manifest).toMatchObject({ name: 'branchline', main: 'electron/main.cjs' });
    expect(Object.keys(manifest ?? {})).not.toEqual(
      expect.arrayContaining(['dependencies', 'devDependencies', 'scripts']),
    );
  });

  it('has the fuses set that keep others out of its process', async () => {
    const wire = await getCurrentFuseWire(program);
    const on = (fuse: FuseV1Options) => wire[fuse] === FuseState.ENABLE;
    expect({
      runAsNode: on(FuseV1Options.RunAsNode),
      cookies: on(FuseV1Options.EnableCookieEncryption),
      nodeOptions: on(FuseV1Options.EnableNodeOptionsEnvironmentVariable),
      inspect: on(FuseV1Options.EnableNodeCliInspectArguments),
      integrity: on(FuseV1Options.EnableEmbeddedAsarIntegrityValidation),
      onlyAsar: on(FuseV1Options.OnlyLoadAppFromAsar),
      filePrivileges: on(FuseV1Options.GrantFileProtocolExtraPrivileges),
    }).toEqual({
      runAsNode: false,
      cookies: true,
      nodeOptions: false,
      inspect: false,
      integrity: true,
      onlyAsar: true,
      filePrivileges: false,
    });
    expect((await stat(program)).mode & 0o111).not.toBe(0);
  });

  it('has what the updater reads at its start', async () => {
    const text = await readFile(join(asar, '..', 'app-update.yml'), 'utf8');
    expect(text).toMatch(/provider: generic/);
    expect(text).toMatch(/updaterCacheDirName: \S+/);
  });

  it('starts: what is in it shows the sign-in, by its own main and preload', async () => {
    const executablePath = await findChromium();
    if (executablePath === null) throw new Error('there is no Chromium here');
    const dist = join(folder, 'unpacked');
    extractAll(asar, dist);
    const userData = join(folder, 'user');
    const run = await startStandIn({ userData, serverUrl: 'http://127.0.0.1:8999', dist, executablePath });
    try {
      const { page } = await run.window();
      await page.locator('input[type=password]').waitFor();
      const info = await page.evaluate(() => window.branchline?.info());
      expect(info).toMatchObject({ host: 'electron', serverUrl: 'http://127.0.0.1:8999' });
    } finally {
      await run.kill();
    }
  });
});
