import { access, chmod, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { SENTINEL } from './fuse-wire.ts';

const DOWNLOADS = 'https://github.com/electron/electron/releases';
/** Milliseconds to find out whether Electron can be fetched at all. */
const PATIENCE = 6_000;

/** The unpacked Electron of this checkout for the machine it runs on, `null` where it was never fetched. */
export async function installedElectron(projectRoot: string): Promise<string | null> {
  const folder = join(projectRoot, 'node_modules', 'electron', 'dist');
  try {
    await access(join(folder, 'version'));
    return folder;
  } catch {
    return null;
  }
}

export async function canFetchElectron(): Promise<boolean> {
  try {
    const answer = await fetch(DOWNLOADS, { method: 'HEAD', signal: AbortSignal.timeout(PATIENCE) });
    return answer.ok;
  } catch {
    return false;
  }
}

/**
 * A folder that looks like an unpacked Electron for Linux and cannot be started: with it everything about the package
 * but the program itself can be made and looked at. Its wire of fuses is as long as Electron's.
 */
export async function makeStubElectron(folder: string, version: string): Promise<string> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(join(folder, 'resources'), { recursive: true });
  const wire = Buffer.concat([Buffer.from(SENTINEL), Buffer.from([1, 9]), Buffer.from('111111111')]);
  const program = Buffer.concat([
    Buffer.from('#!/bin/sh\necho "Not Electron: this package was made without its binary." >&2\nexit 1\n#'),
    wire,
    Buffer.from('\n'),
  ]);
  await writeFile(join(folder, 'electron'), program);
  await chmod(join(folder, 'electron'), 0o755);
  await writeFile(join(folder, 'version'), version);
  return folder;
}
