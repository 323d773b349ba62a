import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { resolvePolicies } from '#shared/policy/resolve.ts';
import { PREFERENCES_NAME } from './managed-preferences.ts';
import { type PolicyPlaces, readPolicies } from './read.ts';
import { runSystemProgram } from './run.ts';

let folder: string;
let places: PolicyPlaces;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'branchline-policy-'));
  places = {
    platform: 'linux',
    env: {},
    userName: 'li.lei',
    run: runSystemProgram,
    policyFile: join(folder, 'policy.json'),
    safety: { ownerId: process.getuid?.() ?? 0 },
    machineFile: join(folder, 'config.json'),
    userFile: join(folder, 'user', 'config.json'),
    preferences: join(folder, 'preferences'),
    serverPolicy: null,
  };
});
afterEach(() => rm(folder, { recursive: true }));

async function put(path: string, content: unknown): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, typeof content === 'string' ? content : JSON.stringify(content), { mode: 0o644 });
}

describe('on Linux', () => {
  it('the policy of the machine, what the server said, the file of the machine and of the user are read', async () => {
    await put(places.policyFile, { offlineHours: 24, serverUrls: ['https://a.example'] });
    await put(places.machineFile, { serverUrl: 'https://b.example', externalHosts: ['help.example'] });
    await put(places.userFile, { language: 'en' });
    const serverPolicy = JSON.stringify({ offlineHours: 12, updateChannel: 'early' });
    const report = await readPolicies({ ...places, serverPolicy });
    expect(report.problems).toEqual([]);
    expect(resolvePolicies(report.layers)).toMatchObject({
      serverUrls: { value: ['https://a.example'], source: 'machinePolicy' },
      offlineHours: { value: 12, source: 'serverPolicy' },
      updateChannel: { value: 'early', source: 'serverPolicy' },
      externalHosts: { value: ['help.example'], source: 'machineFile' },
      language: { value: 'en', source: 'userSetting' },
    });
  });

  it('a file that others may write counts for nothing, and one that another owns does not either', async () => {
    await put(places.policyFile, { offlineHours: 24 });
    await chmod(places.policyFile, 0o666);
    expect((await readPolicies(places)).problems).toEqual([{ source: 'machinePolicy', reason: 'unsafe' }]);
    await chmod(places.policyFile, 0o644);
    const another = { ...places, safety: { ownerId: 12_345 } };
    expect((await readPolicies(another)).problems).toEqual([{ source: 'machinePolicy', reason: 'unsafe' }]);
    expect((await readPolicies(places)).problems).toEqual([]);
  });

  it('a damaged file is reported, and still makes the device managed', async () => {
    await put(places.machineFile, '{"serverUrl":');
    await put(places.userFile, { serverUrl: 'https://elsewhere.example' });
    const { layers, problems } = await readPolicies(places);
    expect(problems).toEqual([
      { source: 'machineFile', reason: 'unreadable' },
      { source: 'userSetting', reason: 'managed', name: 'serverUrls' },
    ]);
    expect(resolvePolicies(layers).serverUrls).toBeUndefined();
  });

  it('nothing at all is no problem', async () => {
    expect(await readPolicies(places)).toEqual({ layers: [], problems: [] });
  });
});

describe('on macOS', () => {
  /** `plutil` is asked for JSON; what it would print is what the profile holds. */
  const printing = (byPath: Record<string, unknown>): PolicyPlaces => ({
    ...places,
    platform: 'darwin',
    run: async (program, args) => {
      expect(program).toBe('/usr/bin/plutil');
      const path = args.at(-1) ?? '';
      return path in byPath
        ? { code: 0, stdout: JSON.stringify(byPath[path]) }
        : { code: 1, stdout: `${path}: file does not exist` };
    },
  });

  it('the profile of the machine counts before the one of the user', async () => {
    const ofMachine = join(folder, 'preferences', PREFERENCES_NAME);
    const ofUser = join(folder, 'preferences', 'li.lei', PREFERENCES_NAME);
    await put(ofMachine, 'bplist00');
    await put(ofUser, 'bplist00');
    const report = await readPolicies(
      printing({ [ofMachine]: { language: 'zh-CN' }, [ofUser]: { language: 'en', exports: 'forbidden' } }),
    );
    expect(resolvePolicies(report.layers)).toMatchObject({
      language: { value: 'zh-CN', source: 'machinePolicy' },
      exports: { value: 'forbidden', source: 'userPolicy' },
    });
  });

  it('a name that leads out of the folder is nobody’s, and no profile is no policy', async () => {
    const wild = { ...printing({}), userName: '../../etc' };
    expect(await readPolicies(wild)).toEqual({ layers: [], problems: [] });
  });
});

describe('a program of the system', () => {
  it('answers with its output and its end, also where there is none of that name', async () => {
    expect(await runSystemProgram(process.execPath, ['-e', 'console.log(1)'])).toEqual({
      code: 0,
      stdout: '1\n',
    });
    expect((await runSystemProgram(process.execPath, ['-e', 'process.exit(1)'])).code).toBe(1);
    expect((await runSystemProgram(join(folder, 'reg.exe'), [])).code).toBeNull();
  });
});
