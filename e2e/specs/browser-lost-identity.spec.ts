import { expect } from '@playwright/test';
import { FleetPage } from '../pages/fleet.ts';
import { InboxPage } from '../pages/inbox.ts';
import { textsOf } from '../pages/texts.ts';
import { expectAccessible } from '../support/accessible.ts';
import { test } from '../support/fixtures.ts';
import { people } from '../support/people.ts';
import { signIn } from '../support/sign-in.ts';
import { loseSecrets, sealedCopies } from '../support/storage.ts';
import { eventually } from '../support/wait.ts';

const app = textsOf('zh-CN', 'app');
const { waiting } = textsOf('zh-CN', 'inbox');

test('[D20] what a device held unsent when its key store was reset is handed over by IT and applied by the branch manager', async ({
  newDevice,
  bank,
}) => {
  const customer = await bank.nextCustomer();
  const device = await newDevice();
  await test.step('a teller works offline, and the device forgets who it is', async () => {
    const frame = await signIn(device, people.teller);
    await frame.inSync();
    const file = await frame.find(customer.initials, customer.name);
    await device.goOffline();
    await frame.offline();
    await file.edit('occupation', '灯塔看守');
    await frame.signOut();
    // The edit, and the record of the file that was opened.
    expect(await sealedCopies(device.page)).toBeGreaterThan(1);
    await loseSecrets(device.page);
    await device.goOnline();
    await device.restart();
    const again = await signIn(device, people.teller2);
    await again.inSync();
    await expect.poll(() => sealedCopies(device.page), { timeout: 60_000 }).toBe(0);
  });

  const it = await newDevice();
  await signIn(it, people.itAdmin);
  const fleet = new FleetPage(it.page);
  const { texts } = fleet;
  await test.step('IT sees it at the device, and hands it over by keys', async () => {
    await fleet.open();
    await fleet.figure(texts.alert.setAside).press('Enter');
    const row = it.page.getByRole('row').filter({ hasText: /暂存 \d+ 条/ });
    await expect(row).toContainText(people.teller2.name);
    await expectAccessible(it.page, 'a device with edits set aside');
    await row.getByRole('button', { name: /^移交/ }).press('Enter');
    await expect(fleet.dialog).toContainText(/送来的 \d+ 条修改和记录/);
    await expectAccessible(it.page, 'handing edits over');
    await fleet.giveReason('密钥库被重置，已电话核实');
    await expect(row).toHaveCount(0);
  });

  const other = await newDevice();
  const author = await signIn(other, people.teller);
  const { answers } = new InboxPage(other.page);
  await test.step('its author reads why it waits', async () => {
    await author.inSync();
    await author.navigation.getByRole('link', { name: new RegExp(app.nav.inbox) }).click();
    await expect(answers).toContainText(textsOf('zh-CN', 'errors').reason.made_elsewhere);
    await expect(answers).toContainText(customer.name);
    await expectAccessible(other.page, 'an edit that another device delivered');
  });

  await test.step('the branch manager applies it in the author’s name', async () => {
    const manager = await newDevice();
    const boss = await signIn(manager, people.branchManager);
    await boss.inSync();
    const page = new InboxPage(manager.page);
    await boss.navigation.getByRole('link', { name: new RegExp(app.nav.inbox) }).click();
    const item = page.of(page.parked, customer.name);
    await expect(item).toContainText('灯塔看守', { timeout: 60_000 });
    await expect(item).toContainText(waiting.madeElsewhere.replace('{{name}}', people.teller.name));
    await expectAccessible(manager.page, 'a handed over edit');
    await item.focus();
    await manager.page.keyboard.press('a');
    await expect(item).toBeHidden();
    const file = await boss.find(customer.name, customer.name);
    await file.openProfile();
    await expect(file.value('occupation')).toContainText('灯塔看守', { timeout: 60_000 });
  });
  await test.step('what became of it reaches its author, who takes note of it', async () => {
    await expect(answers).toContainText(people.branchManager.name, { timeout: 60_000 });
    await answers.getByRole('article').focus();
    await other.page.keyboard.press('d');
    await expect(answers).toBeHidden();
    // The bank goes on with other tests: the next who is this teller is to find nothing to look at.
    await eventually('the note reaches the server', async () => {
      const { rowCount } = await bank.pool.query(
        `select 1 from inbox where doc ->> 'reason' = 'made_elsewhere' and doc -> 'resolved' = 'false'`,
      );
      return rowCount === 0;
    });
  });
});
