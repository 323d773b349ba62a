import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { nodeOf, packagesProblem } from './packages.mjs';

let root: string;
const lock = (packages: Record<string, object>) => JSON.stringify({ packages: { '': {}, ...packages } });

async function install(packages: Record<string, object>): Promise<void> {
  await mkdir(dirname(nodeOf(root)), { recursive: true });
  await writeFile(nodeOf(root), '');
  await writeFile(join(root, 'node_modules', '.package-lock.json'), lock(packages));
}

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'branchline-packages-'));
  await writeFile(join(root, 'package-lock.json'), lock({ 'node_modules/a': { version: '1.0.0' } }));
});
afterEach(() => rm(root, { recursive: true }));

describe('the packages', () => {
  it('are missing in a fresh clone', () => {
    expect(packagesProblem(root)).toContain('not installed yet');
  });

  it('fit when npm installed what the lock file says, and are remembered as such', async () => {
    await install({ 'node_modules/a': { version: '1.0.0' } });
    expect(packagesProblem(root)).toBeNull();
    expect(packagesProblem(root)).toBeNull();
  });

  it('do not fit once the lock file has changed', async () => {
    await install({ 'node_modules/a': { version: '1.0.0' } });
    expect(packagesProblem(root)).toBeNull();
    await writeFile(join(root, 'package-lock.json'), lock({ 'node_modules/a': { version: '2.0.0' } }));
    expect(packagesProblem(root)).toContain('has changed');
  });

  it('of another platform may be missing', async () => {
    await writeFile(
      join(root, 'package-lock.json'),
      lock({
        'node_modules/a': { version: '1.0.0' },
        'node_modules/mac': { version: '1.0.0', optional: true },
      }),
    );
    await install({ 'node_modules/a': { version: '1.0.0' } });
    expect(packagesProblem(root)).toBeNull();
  });

  it('of an install that was cut short do not count', async () => {
    await mkdir(join(root, 'node_modules', 'a'), { recursive: true });
    expect(packagesProblem(root)).toContain('cut short');
    await mkdir(dirname(nodeOf(root)), { recursive: true });
    await writeFile(nodeOf(root), '');
    expect(packagesProblem(root)).toContain('cut short');
  });
});
