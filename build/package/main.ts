import { spawnSync } from 'node:child_process';
import { access, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { build } from 'electron-builder';
import { isClientBuilt } from '../shared/client-inputs.ts';
import { writePackaged } from '../shared/packaged.ts';
import { packageConfig } from './config.ts';
import { canFetchElectron, installedElectron, makeStubElectron } from './electron-dist.ts';
import { stageApp } from './stage.ts';
import { type Order, readOrder, systemOf } from './targets.ts';

const projectRoot = join(import.meta.dirname, '..', '..');
const work = join(projectRoot, 'dist', 'package');

/** Makes installers, or with `dir` the unpacked program. Prints what was made, a path a line. */
async function makePackages(order: Order): Promise<void> {
  if (!(await isClientBuilt(projectRoot))) buildClient();
  const { version } = await readJson('package.json');
  const { version: electronVersion } = await readJson('node_modules', 'electron', 'package.json');
  const app = join(work, 'app');
  await stageApp({ projectRoot, app, version });
  const electronDist = await electronFor(order, electronVersion);
  const output = resolve(order.output ?? join(projectRoot, 'release'));
  const made = await build({
    // The project itself would have its packages gathered, which takes a minute and finds what nothing needs.
    projectDir: app,
    targets: order.targets,
    publish: 'never',
    config: packageConfig({
      projectRoot,
      output,
      electronVersion,
      ...(electronDist === undefined ? {} : { electronDist }),
      withLocales: electronDist === undefined || (await exists(join(electronDist, 'locales'))),
      inspectable: order.inspectable,
      env: process.env,
    }),
  });
  await writePackaged(output, made, {
    platform: systemOf(order.platform),
    version,
    electron: await electronIn(electronDist, electronVersion),
    inspectable: order.inspectable,
  });
  for (const file of made) console.log(file);
  if (order.names.includes('dir')) console.log(join(output, `${order.platform}-unpacked`));
}

/** `undefined`: electron-builder fetches it. */
async function electronFor({ electronDist, platform, names }: Order, version: string) {
  if (electronDist !== undefined) return resolve(electronDist);
  const ofThisMachine = { linux: 'linux', win32: 'win', darwin: 'mac' }[process.platform as string];
  const installed = ofThisMachine === platform ? await installedElectron(projectRoot) : null;
  if (installed !== null) return installed;
  if (await canFetchElectron()) return undefined;
  if (platform !== 'linux' || names.join() !== 'dir')
    throw new Error(
      'Electron cannot be fetched from here (github.com). On this machine only "--linux dir" can be made, or give an unpacked Electron with --electron-dist.',
    );
  console.warn(
    'Electron cannot be fetched from here: the package is made around a stand-in. What is in it can be looked at; it cannot be started.',
  );
  return await makeStubElectron(join(work, 'electron'), version);
}

/** An unpacked Electron names its version itself, which need not be that of this checkout. */
async function electronIn(folder: string | undefined, otherwise: string): Promise<string> {
  if (folder === undefined) return otherwise;
  const text = await readFile(join(folder, 'version'), 'utf8').catch(() => otherwise);
  return text.trim().replace(/^v/, '');
}

async function exists(path: string): Promise<boolean> {
  return await access(path).then(
    () => true,
    () => false,
  );
}

function buildClient(): void {
  const { status } = spawnSync(process.execPath, [join(projectRoot, 'build', 'build.ts')], {
    stdio: 'inherit',
  });
  if (status !== 0) throw new Error('The client could not be built.');
}

async function readJson(...path: string[]): Promise<{ version: string }> {
  return JSON.parse(await readFile(join(projectRoot, ...path), 'utf8'));
}

try {
  await makePackages(readOrder(process.argv.slice(2), process.platform));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
