import { randomBytes } from 'node:crypto';
import { expect } from '@playwright/test';
import { makeRelease, type TestRelease } from '#sync-server/test/release.ts';
import { type ChosenFile, ReleasesPage } from '../pages/releases.ts';
import { expectAccessible } from '../support/accessible.ts';
import { test } from '../support/fixtures.ts';
import { people } from '../support/people.ts';
import { signIn } from '../support/sign-in.ts';

test('IT uploads a signed release, stops on the way and goes on, offers it by rings and pauses it, all by keys', async ({
  newDevice,
  bank,
}) => {
  const device = await newDevice();
  await signIn(device, people.itAdmin);
  const { page } = device;
  const releases = new ReleasesPage(page);
  const { texts } = releases;
  const good = await makeRelease(bank.releaseKeys, '7.1.0', { content: randomBytes(5_000_000) });

  await test.step('a folder without its manifest, or with a file that was changed, is told apart', async () => {
    await releases.open();
    await expectAccessible(page, 'releases');
    await releases.choose(filesOf(good).slice(2));
    await expect(page.getByRole('alert')).toHaveText(texts.upload.problem.no_manifest);
    await expect(releases.upload).toBeDisabled();
    const [manifest, signature, installer] = filesOf(good) as [ChosenFile, ChosenFile, ChosenFile];
    const bad = Buffer.from(installer.buffer);
    bad.write('changed', 4_000_000);
    await releases.choose([manifest, signature, { ...installer, buffer: bad }]);
    await releases.startUpload();
    await expect(page.getByRole('alert')).toHaveText(texts.upload.problem.bad_request);
  });

  await test.step('the upload is cut with the line, and goes on where it was', async () => {
    await releases.choose(filesOf(good));
    let pieces = 0;
    await page.route('**/releases-upload/**', async (route) => {
      pieces += 1;
      if (pieces === 3) await page.getByRole('button', { name: texts.upload.cancel }).press('Enter');
      await route.continue().catch(() => undefined);
    });
    await releases.startUpload();
    await expect(page.getByRole('alert')).toHaveText(texts.upload.problem.cancelled);
    await expect(releases.row('7.1.0')).toContainText('%');
    await releases.startUpload();
    await expect(page.getByRole('status').filter({ hasText: '7.1.0' })).toBeVisible();
    expect(pieces).toBeLessThan(8);
    await page.unroute('**/releases-upload/**');
  });

  await test.step('a share of the devices, then all; a reason is asked for each time', async () => {
    const row = releases.row('7.1.0');
    await expect(row).toContainText(texts.state.waiting);
    await row.getByRole('button', { name: texts.widen.action }).press('Enter');
    await releases.dialog.getByRole('combobox', { name: texts.widen.stage }).selectOption('share');
    await expectAccessible(page, 'widening a ring');
    await page.keyboard.press('Control+Enter');
    await expect(releases.dialog.getByRole('textbox', { name: /原因/ })).toBeFocused();
    await releases.giveReason('试点两周无问题');
    await page.keyboard.press('Control+Enter');
    await expect(row).toContainText('10%');
    await expect(row).toContainText(texts.state.offered);
    // While it closes it holds the focus, and nothing beneath it takes a key.
    await expect(releases.dialog).toBeHidden();
  });

  await test.step('it is paused, and stands as paused after a reload', async () => {
    const row = releases.row('7.1.0');
    await row.getByRole('button', { name: /^暂停/ }).press('Enter');
    await releases.giveReason('柜面反馈打印异常');
    await page.keyboard.press('Control+Enter');
    await expect(row).toContainText(texts.state.paused);
  });

  await test.step('without the server the screen says so', async () => {
    await device.plug.cut();
    await page.getByRole('button', { name: texts.refresh }).press('Enter');
    await expect(page.getByRole('alert')).toBeVisible();
    await device.plug.mend();
  });
});

function filesOf(release: TestRelease): ChosenFile[] {
  const file = (name: string, buffer: Buffer) => ({ name, mimeType: 'application/octet-stream', buffer });
  return [
    file('release.json', Buffer.from(release.text)),
    file('release.sig', Buffer.from(release.signature)),
    ...[...release.files].map(([name, bytes]) => file(name, bytes)),
  ];
}
