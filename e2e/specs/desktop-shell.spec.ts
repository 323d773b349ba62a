import { expect } from '@playwright/test';
import { SignInPage } from '../pages/sign-in.ts';
import { textsOf } from '../pages/texts.ts';
import { test } from '../support/fixtures.ts';
import { people } from '../support/people.ts';
import { signIn } from '../support/sign-in.ts';

test('the menu carries out its commands in the page', async ({ newDevice }) => {
  const device = await newDevice();
  const frame = await signIn(device, people.teller);
  await frame.inSync();
  await device.command('go-customers');
  await expect(frame.page.getByRole('grid', { name: textsOf('zh-CN', 'customers').list.grid })).toBeVisible();
  await device.command('find-customer');
  await expect(frame.search).toBeFocused();
  await device.command('show-unsent');
  await expect(frame.page.getByRole('dialog', { name: textsOf('zh-CN', 'outbox').title })).toBeVisible();
  await device.page.keyboard.press('Escape');
  await device.command('sign-out');
  await frame.confirmSignOut();
  await expect(new SignInPage(device.page).title).toBeVisible();
});

test('the page gets the functions of DesktopApi and nothing of Node or Electron', async ({ newDevice }) => {
  const device = await newDevice();
  await device.start();
  const world = await device.page.evaluate(() => ({
    api: Object.keys(window.branchline ?? {}).sort(),
    node: ['require', 'process', 'module', 'Buffer', 'ipcRenderer'].filter((name) => name in window),
    secure: isSecureContext,
  }));
  expect(world).toEqual({
    api: [
      'allowNotices',
      'answerInJournal',
      'appendJournal',
      'appendJournalBatch',
      'askProvider',
      'info',
      'installUpdate',
      'keepServerPolicy',
      'leaveProvider',
      'noticeState',
      'notify',
      'onCommand',
      'onNoticeClick',
      'onScreenLock',
      'onUpdateState',
      'onWake',
      'openAnswerPlace',
      'printToPdf',
      'readJournal',
      'readSecret',
      'removeFromJournal',
      'removeSecret',
      'setBadge',
      'setLanguage',
      'tellPending',
      'updateState',
      'writeSecret',
    ],
    node: [],
    secure: true,
  });
});

test('the policy of the page lets nothing in from outside', async ({ newDevice }) => {
  const device = await newDevice();
  await device.start();
  await device.page.evaluate(async () => {
    const violations = new Set<string>();
    document.addEventListener('securitypolicyviolation', (event) => {
      violations.add(event.effectiveDirective);
      document.documentElement.dataset.violations = [...violations].sort().join(' ');
    });
    await fetch('https://evil.example/').catch(() => undefined);
    const inline = document.createElement('script');
    inline.textContent = 'window.broken = true';
    document.head.append(inline);
    const frame = document.createElement('iframe');
    frame.src = 'https://evil.example/';
    document.body.append(frame);
  });
  await expect(device.page.locator('html')).toHaveAttribute(
    'data-violations',
    'connect-src frame-src script-src-elem',
  );
  expect(await device.page.evaluate(() => 'broken' in window)).toBe(false);
});

test('a secret outlives a restart, and one with a wild name is refused', async ({ newDevice }) => {
  const device = await newDevice();
  await device.start();
  await device.page.evaluate(() => window.branchline?.writeSecret('e2e.secret', '秘密'));
  await device.restart();
  expect(await device.page.evaluate(() => window.branchline?.readSecret('e2e.secret'))).toBe('秘密');
  const refused = await device.page.evaluate(() =>
    window.branchline?.readSecret('../../etc/passwd').then(
      () => 'allowed',
      (error: Error) => error.message,
    ),
  );
  expect(refused).toContain('invalid');
});

test('the page cannot leave the client, nor open a window', async ({ newDevice }) => {
  const device = await newDevice();
  await device.start();
  const address = device.page.url();
  await device.page.evaluate(() => {
    location.href = 'https://evil.example/';
    window.open('https://evil.example/');
  });
  await expect(new SignInPage(device.page).title).toBeVisible();
  expect(device.page.url()).toBe(address);
  await expect.poll(() => device.page.context().pages().length).toBe(1);
});
