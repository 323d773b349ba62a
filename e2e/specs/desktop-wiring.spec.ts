import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { newId } from '#shared/domain/ids.ts';
import { type StandIn, startStandIn } from '../electron-host/host.ts';
import { usesStandIn } from '../hosts/open.ts';
import { SignInPage } from '../pages/sign-in.ts';
import { test } from '../support/fixtures.ts';

// What main wires to the system, seen from the system's side; on real Electron docs/DESKTOP.md has it by hand.
test.skip(!usesStandIn, 'the stand-in alone can play the system');

const dist = process.env.BRANCHLINE_DIST ?? join(import.meta.dirname, '..', '..', 'dist');
let userData: string;
const runs: StandIn[] = [];

test.beforeEach(async () => {
  userData = await mkdtemp(join(tmpdir(), 'branchline-wiring-'));
});
test.afterEach(async () => {
  for (const run of runs.splice(0)) await run.kill();
  await rm(userData, { recursive: true, force: true });
});

async function start(executablePath: string, folder = dist): Promise<StandIn> {
  // Nobody listens there: what is seen here needs no server.
  const run = await startStandIn({
    userData,
    serverUrl: 'http://127.0.0.1:8999',
    dist: folder,
    executablePath,
  });
  runs.push(run);
  return run;
}

test('the window opens where it was closed, and a damaged note of that is ignored', async ({ chromium }) => {
  const first = await start(chromium);
  (await first.window()).setBounds({ x: 300, y: 200, width: 1100, height: 700 });
  await first.close();

  const second = await start(chromium);
  expect((await second.window()).options).toMatchObject({ x: 300, y: 200, width: 1100, height: 700 });
  (await second.window()).maximize();
  await second.close();
  expect(JSON.parse(await readFile(join(userData, 'window.json'), 'utf8'))).toMatchObject({
    maximised: true,
  });

  await writeFile(join(userData, 'window.json'), '{"x":');
  const third = await start(chromium);
  expect((await third.window()).options).toMatchObject({ width: 1280, height: 800 });
});

test('a second start brings the window of the first to the front and ends', async ({ chromium }) => {
  const first = await start(chromium);
  const window = await first.window();
  const before = window.focused;
  first.app.emit('second-instance', {}, [], '');
  expect(window.focused).toBe(before + 1);
});

test('a start while the first is closing is not lost: the program comes back once that has ended', async ({
  chromium,
}) => {
  const first = await start(chromium);
  await first.window();
  const closing = first.close();
  first.app.emit('second-instance', {}, [], '');
  await closing;
  expect(first.app.relaunched).toBe(1);
});

test('the page hears that the machine woke up or was unlocked', async ({ chromium }) => {
  const run = await start(chromium);
  const { page } = await run.window();
  await page.evaluate(() => {
    const heard = { wakes: 0 };
    Object.assign(window, { heard });
    window.branchline?.onWake(() => heard.wakes++);
  });
  run.powerMonitor.emit('resume');
  run.powerMonitor.emit('unlock-screen');
  await expect
    .poll(() => page.evaluate(() => (window as unknown as { heard: { wakes: number } }).heard.wakes))
    .toBe(2);
});

test('a locked screen and sleep lock the page, and a shutdown of Windows flushes it', async ({
  chromium,
}) => {
  const run = await start(chromium);
  const window = await run.window();
  await window.page.evaluate(() => {
    const heard = { locks: 0 };
    Object.assign(globalThis, { heard });
    globalThis.window.branchline?.onScreenLock(() => heard.locks++);
  });
  run.powerMonitor.emit('lock-screen');
  run.powerMonitor.emit('suspend');
  await expect
    .poll(() =>
      window.page.evaluate(() => (globalThis as unknown as { heard: { locks: number } }).heard.locks),
    )
    .toBe(2);
  window.emit('query-session-end', { reasons: ['shutdown'] });
  expect(run.session.flushed).toBe(1);
});

test('the journal of sealed copies outlives a power cut, and a damaged one opens with the rest', async ({
  chromium,
}) => {
  const copies = ['one', 'two'].map((text) => ({
    mutationId: newId(),
    authorId: newId(),
    sealed: Buffer.from(text).toString('base64'),
  }));
  const read = (run: StandIn) =>
    run.window().then(({ page }) => page.evaluate(() => window.branchline?.readJournal()));
  const first = await start(chromium);
  const { page } = await first.window();
  await page.evaluate(async (all) => {
    for (const copy of all) await window.branchline?.appendJournal(copy);
  }, copies);
  await first.kill();

  const file = join(userData, 'journal', 'journal.log');
  expect(await read(await start(chromium))).toEqual(copies);
  await runs.at(-1)?.kill();

  const bytes = await readFile(file);
  await writeFile(file, bytes.subarray(0, bytes.length - 5));
  expect(await read(await start(chromium))).toEqual(copies.slice(0, 1));
});

test("the menu speaks the page's language, also after a restart", async ({ chromium }) => {
  const first = await start(chromium);
  const { page } = await first.window();
  const label = (run: StandIn) => run.menu.items().find((item) => item.id === 'go-customers')?.label;
  await expect.poll(() => label(first)).toBe('客户');
  await new SignInPage(page).chooseLanguage('en');
  await expect.poll(() => label(first)).toBe('Customers');
  await expect.poll(() => readFile(join(userData, 'desktop.json'), 'utf8').catch(() => '')).toContain('"en"');
  await first.close();
  const second = await start(chromium);
  await second.window();
  expect(label(second)).toBe('Customers');
});

test('main locks the process before a page exists', async ({ chromium }) => {
  const run = await start(chromium);
  await run.window();
  expect(run.app.sandboxed).toBe(true);
  expect(run.session.spellChecker).toBe(false);
  expect(run.session.spellCheckerLanguages).toEqual([]);
  expect(run.crashReporters).toEqual([]);
  expect(run.app.switches).toEqual(expect.arrayContaining(['disable-breakpad', 'disable-crash-reporter']));
  expect(run.session.grantsDevices()).toBe(false);
  expect(run.session.grants('local-network-access', 'app://branchline')).toBe(true);
  expect(run.session.grants('local-network-access', 'https://evil.example')).toBe(false);
  expect(run.session.grants('media', 'app://branchline')).toBe(false);
});

test('a program without its client says so in one sentence and ends', async ({ chromium }) => {
  const broken = join(userData, 'dist');
  await mkdir(broken);
  await cp(join(dist, 'electron'), join(broken, 'electron'), { recursive: true });
  const run = await start(chromium, broken);
  await run.app.ended;
  expect(run.app.exitCode).toBe(1);
  expect(run.messages.join()).toContain('index.html');
});
