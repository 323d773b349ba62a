import { expect } from '@playwright/test';
import type { Pool } from '#sync-server/db/pool.ts';
import { AdministrationPage } from '../pages/administration.ts';
import { InboxPage } from '../pages/inbox.ts';
import { SignInPage } from '../pages/sign-in.ts';
import { fill, textsOf } from '../pages/texts.ts';
import { expectAccessible } from '../support/accessible.ts';
import { test } from '../support/fixtures.ts';
import { people } from '../support/people.ts';
import { signIn } from '../support/sign-in.ts';

const app = textsOf('zh-CN', 'app');
const customers = textsOf('zh-CN', 'customers');
const model = textsOf('zh-CN', 'model');

test('a customer who is reassigned goes from one screen and comes to the other, and a cover brings them back for a time', async ({
  newDevice,
  bank,
}) => {
  const customer = await customerOf(bank.pool, people.manager.username);
  const [bossDevice, ourDevice, theirDevice] = [await newDevice(), await newDevice(), await newDevice()];
  const ours = await signIn(ourDevice, people.manager);
  const theirs = await signIn(theirDevice, people.manager2);
  await signIn(bossDevice, people.branchManager).then((boss) => boss.inSync());
  await ours.inSync();
  await theirs.inSync();
  const file = await ours.find(customer.customerNo, customer.name);
  const admin = new AdministrationPage(bossDevice.page);

  await test.step('the branch manager moves the customer, with a reason', async () => {
    await admin.open('reassign');
    await admin.tick(customer);
    await expectAccessible(bossDevice.page, 'reassigning');
    await admin.moveButton(1).click();
    await expect(admin.field(admin.texts.reassign.to)).toBeFocused();
    await admin.pick(admin.texts.reassign.to, people.manager2.name);
    await admin.giveReason('客户经理调岗');
    await bossDevice.page.keyboard.press('Control+Enter');
    await expect(admin.result).toContainText(customer.name);
  });
  await test.step('it leaves the one without a reload, and opens for the other', async () => {
    await expect(ourDevice.page.getByText(customers.page.goneTitle)).toBeVisible();
    await expect(file.heading(customer.name)).toBeHidden();
    await theirs.find(customer.customerNo, customer.name);
  });
  await test.step('a cover of the file brings it back, until it is ended', async () => {
    const { cover } = admin.texts;
    await admin.open('covers');
    await admin.button(cover.grant).click();
    await admin.dialog.getByText(cover.kind.file).click();
    await admin.pick(cover.file, customer.customerNo, customer.name);
    await admin.pick(cover.to, people.manager.name);
    await admin.page.getByRole('textbox', { name: cover.until }).fill('+3');
    await admin.giveReason('年休假');
    await expectAccessible(bossDevice.page, 'granting a cover');
    // Whoever is looked for and not here yet appears when they come.
    await ours.search.fill(customer.customerNo);
    const found = ourDevice.page.getByRole('option').filter({ hasText: customer.name });
    await expect(
      ourDevice.page.getByText(fill(app.search.none, { text: customer.customerNo })),
    ).toBeVisible();
    await expect(found).toBeHidden();
    await admin.button(cover.grantNow).click();
    await expect(admin.dialog).toBeHidden();
    await expect(found).toBeVisible();
    await ours.find(customer.customerNo, customer.name);
    const row = bossDevice.page.getByRole('row').filter({ hasText: customer.name });
    await row.getByRole('button').click();
    await admin.giveReason('提前返岗');
    await admin.button(cover.endNow).click();
    await expect(ourDevice.page.getByText(customers.page.goneTitle)).toBeVisible();
    await expect(row).toBeHidden();
  });
});

test('a restriction that an auditor approves takes the file from those who are not named', async ({
  newDevice,
  bank,
}) => {
  const customer = await customerOf(bank.pool, people.manager.username);
  const [bossDevice, auditorDevice] = [await newDevice(), await newDevice()];
  const boss = await signIn(bossDevice, people.branchManager);
  await boss.inSync();
  await boss.find(customer.customerNo, customer.name);
  const asking = new AdministrationPage(bossDevice.page);
  const { restriction, menu } = asking.texts;

  await bossDevice.page.getByRole('button', { name: menu.label }).click();
  await bossDevice.page.getByRole('menuitem', { name: menu.restrictions }).click();
  await expect(asking.field(restriction.file)).toHaveValue(new RegExp(customer.name));
  await asking.pick(restriction.readers, people.manager2.name);
  await asking.giveReason('本行员工');
  await expectAccessible(bossDevice.page, 'asking for a restriction');
  await asking.dialog.getByRole('button', { name: restriction.submit, exact: true }).click();
  await expect(asking.request(customer.name)).toContainText(restriction.others);

  await auditorDevice.start();
  await new SignInPage(auditorDevice.page).chooseLanguage('en');
  await signIn(auditorDevice, people.auditor, 'en');
  const deciding = new AdministrationPage(auditorDevice.page, 'en');
  await deciding.open('restrictions');
  const request = deciding.request(customer.customerNo);
  await expectAccessible(auditorDevice.page, 'deciding about a restriction');
  await boss.find(customer.customerNo, customer.name);
  await request.getByRole('button', { name: deciding.texts.restriction.approve, exact: true }).click();
  await expect(request).toBeHidden();
  await expect(bossDevice.page.getByText(customers.page.goneTitle)).toBeVisible();
});

test('a walk-in customer of another branch is looked up for a reason, and the file opens when it is here', async ({
  newDevice,
  bank,
}) => {
  const { rows } = await bank.pool.query<{ customer_no: string; name: string }>(
    `select customer_no, doc ->> 'name' as name from customers
     where branch_id <> (select branch_id::text from users where username = $1) and doc ->> 'kind' = 'retail'
     order by id limit 1`,
    [people.teller.username],
  );
  const [stranger] = rows;
  if (stranger === undefined) throw new Error('The demo bank has one branch only.');
  const walkIn = textsOf('en', 'walkIn');
  const device = await newDevice();
  await device.start();
  await new SignInPage(device.page).chooseLanguage('en');
  const teller = await signIn(device, people.teller, 'en');
  await teller.inSync();
  const lookUp = async (number: string) => {
    await teller.search.fill(number);
    await expect(device.page.getByRole('button', { name: walkIn.offer })).toBeVisible();
    await device.page.keyboard.press('Enter');
    await expect(device.page.getByRole('dialog', { name: walkIn.title })).toBeVisible();
    // Keys go to whatever has the focus: it moves into the dialog a moment after the dialog is seen.
    await expect(device.page.getByLabel(walkIn.why)).toBeFocused();
  };

  await lookUp('9999999999');
  await device.page.keyboard.press('Control+Enter');
  await expect(device.page.getByText(walkIn.missing.reason)).toBeVisible();
  await device.page.getByLabel(walkIn.why).selectOption('counter');
  await device.page.keyboard.press('Control+Enter');
  await expect(device.page.getByText(walkIn.notFound)).toBeVisible();
  await expectAccessible(device.page, 'a look-up that found nobody');
  await device.page.keyboard.press('Escape');

  await lookUp(stranger.customer_no);
  await device.page.getByLabel(walkIn.why).selectOption('loss');
  await device.page.keyboard.press('Control+Enter');
  await expect(teller.customer().heading(stranger.name)).toBeVisible();

  await device.goOffline();
  await teller.offline();
  await lookUp('9999999999');
  await expect(device.page.getByText(walkIn.offline)).toBeVisible();
});

test('a change of what core banking keeps is asked for offline, approved without being looked for, and arrives', async ({
  newDevice,
  bank,
}) => {
  const customer = await customerOf(bank.pool, people.manager.username);
  const [authors, deciders] = [await newDevice(), await newDevice()];
  const boss = await signIn(deciders, people.branchManager);
  await boss.inSync();
  const inbox = new InboxPage(deciders.page);
  await boss.go('inbox');
  const author = await signIn(authors, people.manager);
  await author.inSync();
  const file = await author.find(customer.customerNo, customer.name);
  const [before, after] = customer.grade === 'gold' ? ['gold', 'diamond'] : [customer.grade, 'gold'];
  const words = model.grade as Record<string, string>;

  await authors.goOffline();
  await file.choose('grade', after);
  await expect(file.value('grade')).toContainText(words[before] as string);
  await expect(file.value('grade')).toContainText(textsOf('zh-CN', 'app').saveState.requested);
  await expectAccessible(authors.page, 'a change that waits for approval');
  await authors.goOnline();

  // Nobody reloads the list: the server says that there is something to decide.
  const item = inbox.of(inbox.requests, customer.name);
  await expect(item).toContainText(words[after] as string, { timeout: 60_000 });
  await item.focus();
  await deciders.page.keyboard.press('a');
  await expect(item).toBeHidden();
  await expect(file.value('grade')).toHaveText(words[after] as string);
});

test('IT takes a field from tellers, names a value of a list and sets a policy; the teller’s device follows', async ({
  newDevice,
  bank,
}) => {
  const organisation = textsOf('zh-CN', 'organisation');
  const policy = textsOf('zh-CN', 'policy');
  const customer = await customerOf(bank.pool, people.manager.username);
  const [itDevice, tellerDevice] = [await newDevice(), await newDevice()];
  const teller = await signIn(tellerDevice, people.teller);
  await teller.inSync();
  const file = await teller.find(customer.customerNo, customer.name);
  const shown = tellerDevice.page.locator('dt', { hasText: new RegExp(`^${model.field.customers.mobile}$`) });
  await expect(shown.first()).toBeVisible();
  // It would ask by itself within a minute: devices of a role do not all come at once.
  const syncNow = async () => {
    await teller.sync.click();
    const { syncNow: name } = textsOf('zh-CN', 'app').action;
    await tellerDevice.page.getByRole('button', { name, exact: true }).click();
    await tellerDevice.page.keyboard.press('Escape');
  };
  await signIn(itDevice, people.itAdmin);
  const admin = new AdministrationPage(itDevice.page);
  const { page } = admin;
  const mobile = page.getByRole('combobox', { name: model.field.customers.mobile, exact: true });
  const order = async (reason: string, submit: string) => {
    await admin.giveReason(reason);
    await admin.dialog.getByRole('button', { name: submit, exact: true }).click();
    await expect(admin.dialog).toBeHidden();
  };

  await test.step('the field goes from the teller’s screen, with a reason and without a reload', async () => {
    await admin.open('roles');
    await mobile.selectOption('hidden');
    await expectAccessible(page, 'rights over fields');
    await admin.button(organisation.rules.save).click();
    await expect(admin.dialog).toContainText(model.field.customers.mobile);
    await expectAccessible(page, 'taking a field from a role');
    await order('减少外泄', organisation.rules.submit);
    await syncNow();
    await expect(shown).toHaveCount(0, { timeout: 60_000 });
    await expect(file.heading(customer.name)).toBeVisible({ timeout: 60_000 });
    await teller.inSync();
  });
  await test.step('and comes back when it is given back', async () => {
    await mobile.selectOption('');
    await admin.button(organisation.rules.save).click();
    await order('恢复', organisation.rules.submit);
    await syncNow();
    await expect(shown.first()).toBeVisible({ timeout: 60_000 });
    await teller.inSync();
  });
  await test.step('a value of a list goes by the bank’s word on every screen', async () => {
    await admin.open('dictionaries');
    await page.getByRole('combobox', { name: organisation.dictionary.choose }).selectOption('grade');
    await expectAccessible(page, 'values of an enumeration');
    const word = (model.grade as Record<string, string>)[customer.grade] as string;
    await page.getByRole('row').filter({ hasText: customer.grade }).getByRole('button').click();
    await admin.dialog
      .getByRole('textbox', { name: organisation.dictionary.name, exact: true })
      .fill(`${word}级`);
    await order('统一叫法', organisation.dictionary.submit);
    await expect(tellerDevice.page.getByText(`${word}级`).first()).toBeVisible({ timeout: 60_000 });
  });
  await test.step('a policy is set for tellers and says where it comes from', async () => {
    await admin.open('policy');
    await page.getByRole('combobox', { name: policy.for }).selectOption('teller');
    const lock = page
      .getByRole('row')
      .filter({ hasText: textsOf('zh-CN', 'settings').policy.names.idleLockMinutes });
    await lock.getByRole('textbox').fill('4');
    await expect(lock).toContainText(policy.source.role);
    await expectAccessible(page, 'the policy of devices');
    await admin.button(policy.save).click();
    await order('柜面', policy.submit);
    await expect(lock.getByRole('textbox')).toHaveValue('4');
  });
  await test.step('and is taken back', async () => {
    const name = textsOf('zh-CN', 'settings').policy.names.idleLockMinutes;
    await admin.button(fill(policy.takeBack, { name, as: policy.asForAll })).click();
    await admin.button(policy.save).click();
    await order('试行结束', policy.submit);
    await expect(page.getByRole('row').filter({ hasText: name })).not.toContainText(policy.source.role);
  });
});

interface Known {
  id: string;
  name: string;
  customerNo: string;
  grade: string;
}

/** A customer of a portfolio with a name of their own, whom nothing has happened to yet. */
async function customerOf(pool: Pool, username: string): Promise<Known> {
  const { rows } = await pool.query<Known>(
    `select c.id, c.doc ->> 'name' as name, c.customer_no as "customerNo", c.doc ->> 'grade' as grade
     from customers c join users u on u.id::text = c.doc ->> 'managerId'
     where u.username = $1 and c.doc ->> 'kind' = 'retail'
       and (select count(*) from customers o where o.doc ->> 'name' = c.doc ->> 'name') = 1
       and not exists (select 1 from mutations m where m.customer_id = c.id)
       and not exists (select 1 from audit_log a where a.customer_id = c.id)
     order by c.customer_no desc limit 1`,
    [username],
  );
  const [row] = rows;
  if (row === undefined) throw new Error(`${username} keeps no such customer.`);
  return row;
}
