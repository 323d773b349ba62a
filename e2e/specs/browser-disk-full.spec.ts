import { expect } from '@playwright/test';
import { textsOf } from '../pages/texts.ts';
import { arrivals } from '../support/arrived.ts';
import { fillDisk, freeDisk, smallDisk } from '../support/fill-disk.ts';
import { test } from '../support/fixtures.ts';
import { largeBranch } from '../support/large-branch.ts';
import { signIn } from '../support/sign-in.ts';
import { eventually } from '../support/wait.ts';

test('a disk that runs full is said, keeps what was saved and what was typed, and goes on by itself', async ({
  newDevice,
  bank,
}) => {
  const branch = await largeBranch(bank);
  const kept = `磁盘满前登记 ${branch.sample.id.slice(-4)}`;
  const typed = `磁盘满时登记 ${branch.sample.id.slice(-4)}`;
  const device = await newDevice({ args: smallDisk });
  await device.start();
  await device.settled();
  const { page } = device;
  const notice = page.getByTestId('disk-full');

  const frame = await test.step('in the middle of the first download', async () => {
    const begun = device.plug.inAnswer({
      path: '/sync/pull',
      skip: 1,
      after: 5_000,
      strike: () => void device.plug.cut(),
    });
    const signedIn = await signIn(device, branch.teller);
    await begun;
    await signedIn.offline();
    await fillDisk(page);
    await device.goOnline();
    await expect(notice).toHaveText(textsOf('zh-CN', 'app').banner.diskFull);
    return signedIn;
  });

  await test.step('with space again the download goes on by itself, within a minute or so', async () => {
    await freeDisk(page);
    await expect(frame.sync).toHaveAttribute('data-state', 'online', { timeout: 120_000 });
    await expect(notice).toBeHidden();
  });

  await test.step('an edit that cannot be saved stays in its form, and one that was saved stays saved', async () => {
    const file = await frame.find(branch.sample.name, branch.sample.name);
    await device.goOffline();
    await file.logContact(kept);
    await fillDisk(page);
    const form = await file.typeContact(typed);
    await form.save();
    await expect(page.getByText(textsOf('zh-CN', 'errors').code.storage_full)).toBeVisible();
    await expect(form.note).toHaveValue(typed);

    await freeDisk(page);
    await form.save();
    await expect(file.contact(typed)).toBeVisible();
    await expect(file.contact(kept)).toBeVisible();
    await device.goOnline();
    for (const note of [kept, typed])
      await eventually('the edit arrives', async () => (await arrivals(bank, note)) === 1, 60_000);
    await frame.inSync();
  });
});
