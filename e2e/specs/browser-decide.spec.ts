import { expect } from '@playwright/test';
import { v7 } from 'uuid';
import type { Pool } from '#sync-server/db/pool.ts';
import { InboxPage } from '../pages/inbox.ts';
import { textsOf } from '../pages/texts.ts';
import { expectAccessible } from '../support/accessible.ts';
import { test } from '../support/fixtures.ts';
import { people } from '../support/people.ts';
import { customerEdit, pushAs } from '../support/push-as.ts';
import { signIn } from '../support/sign-in.ts';
import { eventually } from '../support/wait.ts';

const inbox = textsOf('zh-CN', 'inbox');
const app = textsOf('zh-CN', 'app');

test('a conflict over a phone number is decided in the inbox, and both screens show the decision', async ({
  newDevice,
  bank,
}) => {
  const customer = await bank.nextCustomer();
  const [first, second] = [await newDevice(), await newDevice()];
  const ours = await signIn(first, people.teller);
  const theirs = await signIn(second, people.teller2);
  await ours.inSync();
  await theirs.inSync();
  const ourFile = await ours.find(customer.initials, customer.name);
  const theirFile = await theirs.find(customer.initials, customer.name);
  await first.goOffline();
  await second.goOffline();
  await ourFile.edit('mobile', '13900000001');
  await theirFile.edit('mobile', '13900000002');
  await first.goOnline();
  await ours.inSync();
  await second.goOnline();

  const page = new InboxPage(second.page);
  await test.step('the list of edits leads to it, with the focus', async () => {
    await expect(theirs.sync).toContainText('1', { timeout: 60_000 });
    const drawer = await theirs.openUnsent();
    await drawer.getByRole('link', { name: new RegExp(inboxLink()) }).click();
    await expect(page.of(page.conflicts, customer.name)).toBeFocused();
    await expect(theirs.navigation.getByRole('link', { name: new RegExp(app.nav.inbox) })).toContainText('1');
  });

  const item = page.of(page.conflicts, customer.name);
  await test.step('base, mine, theirs, who and when are there, masked until asked for', async () => {
    await expect(item).toContainText(people.teller.name, { timeout: 60_000 });
    await expect(item).not.toContainText('13900000001');
    await second.page.keyboard.press('v');
    await expect(item).toContainText('13900000001');
    await expect(item).toContainText('13900000002');
    await expectAccessible(second.page, 'a conflict');
  });

  await test.step('one key decides, one takes it back', async () => {
    await item.focus();
    await second.page.keyboard.press('m');
    await expect(item).toBeHidden();
    await second.page.keyboard.press('Control+z');
    await expect(item).toBeVisible();
    await expect(item).toBeFocused();
    // It is on the list before its values are read again, and says which keys it takes.
    await expect(item).toHaveAttribute('aria-keyshortcuts', /\bM\b/);
    await second.page.keyboard.press('m');
    await expect(item).toBeHidden();
    await expect(page.conflicts).toBeHidden();
  });

  for (const frame of [ours, theirs]) {
    const file = await frame.find(customer.initials, customer.name);
    await file.openProfile();
    await file.reveal();
    await expect(file.value('mobile')).toContainText('13900000002', { timeout: 60_000 });
  }
  await expect(theirs.sync).not.toContainText(app.sync.attention_other.replace('{{count}}', '1'));
});

test('a refused edit is corrected and sent again, and another is discarded on purpose', async ({
  newDevice,
  bank,
}) => {
  const customer = await bank.nextCustomer();
  const device = await newDevice();
  const boss = await signIn(device, people.branchManager);
  await boss.inSync();
  // The directory still names a colleague whose account does not exist any more.
  const leaver = await addLeaver(bank.pool, customer.id);
  const tasks = textsOf('zh-CN', 'customers').task;
  const titles = ['核对证件', '送回材料'];
  await boss.find(customer.initials, customer.name);
  for (const title of titles) {
    await device.page.keyboard.press('t');
    const form = device.page.getByRole('form', { name: tasks.form });
    await form.getByLabel(tasks.what).fill(title);
    await form.getByLabel(tasks.assignee).selectOption({ label: leaver.name });
    await device.page.keyboard.press('Control+Enter');
    await expect(form).toBeHidden();
  }

  const page = new InboxPage(device.page);
  await boss.navigation.getByRole('link', { name: new RegExp(app.nav.inbox) }).click();
  await expect(page.rejected.getByRole('article')).toHaveCount(2, { timeout: 60_000 });
  const refused = page.rejected.getByRole('article').filter({ hasText: titles[0] as string });
  await expect(refused).toContainText(textsOf('zh-CN', 'errors').reason.invalid);

  await test.step('corrected', async () => {
    await refused.focus();
    await device.page.keyboard.press('e');
    const form = device.page.getByRole('form', { name: inbox.rejected.form });
    const who = form.getByLabel(textsOf('zh-CN', 'model').field.tasks.assigneeId);
    await expect(who).toBeFocused();
    await expectAccessible(device.page, 'a correction');
    await who.selectOption({ label: people.branchManager.name });
    await device.page.keyboard.press('Control+Enter');
    await expect(refused).toBeHidden();
    const count = () => countOf(bank.pool, customer.id, titles[0] as string);
    await eventually('the corrected task is at the bank', async () => (await count()) === 1);
  });

  await test.step('discarded, after it was taken back once', async () => {
    const other = page.rejected.getByRole('article');
    await expect(other).toHaveCount(1);
    await expect(other).toBeFocused();
    await device.page.keyboard.press('d');
    await expect(other).toBeHidden();
    await expect(device.page.getByText(inbox.rejected.lost.slice(0, 8)).last()).toBeVisible();
    await device.page.keyboard.press('Control+z');
    await expect(other).toBeFocused();
    await device.page.keyboard.press('d');
    await expect(page.rejected).toBeHidden();
    await boss.go('customers');
    expect(await countOf(bank.pool, customer.id, titles[1] as string)).toBe(0);
  });
});

test('an edit that came too late is applied by the branch manager, and its author is told', async ({
  newDevice,
  bank,
}) => {
  const customer = await customerOf(bank.pool, people.manager.username);
  const [authors, bosses] = [await newDevice(), await newDevice()];
  const author = await signIn(authors, people.manager);
  await author.inSync();
  const file = await author.find(customer.name, customer.name);
  await authors.goOffline();
  await author.offline();
  await file.edit('occupation', '灯塔看守');
  await giveTo(bank.pool, customer.id, 'manager2');
  await authors.goOnline();

  const authorPage = new InboxPage(authors.page);
  await author.inSync();
  await author.navigation.getByRole('link', { name: new RegExp(app.nav.inbox) }).click();
  await expect(authorPage.answers).toContainText(inbox.item.fileGone, { timeout: 60_000 });
  await expect(authorPage.answers).not.toContainText('灯塔看守');

  const boss = await signIn(bosses, people.branchManager);
  await boss.inSync();
  const page = new InboxPage(bosses.page);
  await boss.navigation.getByRole('link', { name: new RegExp(app.nav.inbox) }).click();
  const item = page.of(page.parked, customer.name);
  await expect(item).toContainText('灯塔看守', { timeout: 60_000 });
  await expect(item).toContainText(people.manager.name);
  await expectAccessible(bosses.page, 'a parked edit');

  await test.step('without the server the page says what it cannot show', async () => {
    await bosses.goOffline();
    await boss.offline();
    await expect(page.parked).toContainText(inbox.waiting.parkedOffline);
    await expect(item.getByRole('button', { name: inbox.waiting.apply, exact: true })).toBeDisabled();
    await bosses.goOnline();
    await expect(item.getByRole('button', { name: inbox.waiting.apply, exact: true })).toBeEnabled({
      timeout: 60_000,
    });
  });

  await item.focus();
  await bosses.page.keyboard.press('a');
  await expect(item).toBeHidden();
  await expect(page.heading).toBeVisible();
  const theirs = await boss.find(customer.name, customer.name);
  await theirs.openProfile();
  await expect(theirs.value('occupation')).toContainText('灯塔看守', { timeout: 60_000 });
  await expect(authorPage.answers).toContainText(people.branchManager.name, { timeout: 60_000 });
  await expect(await author.openUnsent()).toContainText(people.branchManager.name);
});

test('a change of what core banking keeps is approved by a second person, and its author is told', async ({
  newDevice,
  bank,
}) => {
  const customer = await customerOf(bank.pool, people.manager.username);
  const model = textsOf('zh-CN', 'model');
  const { rows } = await bank.pool.query<{ grade: keyof typeof model.grade }>(
    `select doc ->> 'grade' as grade from customers where id = $1`,
    [customer.id],
  );
  const before = rows[0]?.grade ?? 'standard';
  const wanted = before === 'diamond' ? 'gold' : 'diamond';
  const asked = customerEdit(customer.id, { grade: before }, { grade: wanted });
  expect(await pushAs(bank.server.port, people.manager, [asked])).toMatchObject([
    { outcome: 'parked', reason: 'needs_approval' },
  ]);

  const device = await newDevice();
  const boss = await signIn(device, people.branchManager);
  await boss.inSync();
  await device.command('go-inbox');
  const page = new InboxPage(device.page);
  const item = page.of(page.requests, customer.name);
  await expect(item).toContainText(model.grade[wanted], { timeout: 60_000 });
  await expect(item).toBeFocused();
  await expectAccessible(device.page, 'a request');

  await test.step('refusing asks first, and Esc leaves everything as it is', async () => {
    await device.page.keyboard.press('d');
    const question = item.getByRole('alertdialog');
    await expect(question).toContainText(people.manager.name);
    await device.page.keyboard.press('Escape');
    await expect(question).toBeHidden();
    await expect(item.getByRole('button', { name: inbox.waiting.refuse })).toBeFocused();
  });
  await device.page.keyboard.press('a');
  await expect(page.requests).toContainText(inbox.waiting.requestsNone);
  await eventually('the bank has the new grade', async () => {
    const found = await bank.pool.query(`select 1 from customers where id = $1 and doc ->> 'grade' = $2`, [
      customer.id,
      wanted,
    ]);
    return found.rowCount === 1;
  });

  const authors = await newDevice();
  const author = await signIn(authors, people.manager);
  await author.inSync();
  await author.navigation.getByRole('link', { name: new RegExp(app.nav.inbox) }).click();
  const answer = new InboxPage(authors.page);
  await expect(answer.of(answer.answers, customer.name)).toContainText(people.branchManager.name, {
    timeout: 60_000,
  });
});

test('a conflict about a customer who has moved away shows no value and can be taken note of', async ({
  newDevice,
  bank,
}) => {
  const customer = await customerOf(bank.pool, people.manager.username);
  const { port } = bank.server;
  await pushAs(port, people.branchManager, [customerEdit(customer.id, {}, { address: '人民路 8 号' })]);
  const late = customerEdit(customer.id, { address: '旧址' }, { address: '解放路 20 号' });
  expect(await pushAs(port, people.manager, [late])).toMatchObject([{ outcome: 'conflict' }]);
  const device = await newDevice();
  const frame = await signIn(device, people.manager);
  await frame.inSync();
  await device.command('go-inbox');
  const page = new InboxPage(device.page);
  await expect(page.of(page.conflicts, customer.name)).toContainText('解放路 20 号', { timeout: 60_000 });
  await giveTo(bank.pool, customer.id, 'manager2');
  await expect(page.conflicts).toContainText(inbox.item.fileGone, { timeout: 60_000 });
  await expect(page.conflicts).not.toContainText('解放路 20 号');
  await expect(page.conflicts).not.toContainText(customer.name);

  await test.step('a file that comes back brings the values back', async () => {
    await giveTo(bank.pool, customer.id, people.manager.username);
    await expect(page.conflicts).toContainText('解放路 20 号', { timeout: 60_000 });
    await giveTo(bank.pool, customer.id, 'manager2');
    await expect(page.conflicts).toContainText(inbox.item.fileGone, { timeout: 60_000 });
  });
  await page.conflicts.getByRole('article').focus();
  await device.page.keyboard.press('d');
  await expect(page.conflicts).toBeHidden();
  // What is next, or the heading where nothing is: never nowhere.
  await expect(device.page.locator('[data-item]:focus, [data-heading]:focus')).toHaveCount(1);
});

function inboxLink(): string {
  const { goLabel, go } = textsOf('zh-CN', 'outbox');
  return goLabel.replace('{{action}}', go.other).replace('{{what}}', '');
}

/** A colleague in the directory without an account, who keeps this customer. */
async function addLeaver(pool: Pool, customerId: string): Promise<{ id: string; name: string }> {
  const leaver = { id: v7(), name: '钱离职' };
  await pool.query(
    `insert into reference (id, doc) select $1::uuid, jsonb_build_object('id', $1::uuid::text, 'kind', 'staff', 'code', 'L1',
       'name', $2::text, 'nameEn', 'Qian Lizhi', 'role', 'relationship_manager', 'branchId', branch_id)
     from users where username = 'branch'`,
    [leaver.id, leaver.name],
  );
  await pool.query(
    `update customers set doc = doc || jsonb_build_object('managerId', $2::text) where id = $1`,
    [customerId, leaver.id],
  );
  return leaver;
}

async function countOf(pool: Pool, customerId: string, title: string): Promise<number> {
  const found = await pool.query(`select 1 from tasks where customer_id = $1 and doc ->> 'title' = $2`, [
    customerId,
    title,
  ]);
  return found.rowCount ?? 0;
}

/** Another manager keeps the customer from now on. */
async function giveTo(pool: Pool, customerId: string, username: string): Promise<void> {
  await pool.query(
    `update customers set doc = doc || jsonb_build_object('managerId', (select id from users where username = $2))
     where id = $1`,
    [customerId, username],
  );
}

/** A customer with a name of its own in somebody's portfolio. */
async function customerOf(pool: Pool, username: string): Promise<{ id: string; name: string }> {
  const { rows } = await pool.query<{ id: string; name: string }>(
    `select c.id, c.doc ->> 'name' as name from customers c join users u on u.id::text = c.doc ->> 'managerId'
     where u.username = $1 and c.doc ->> 'kind' = 'retail'
       and (select count(*) from customers o where o.doc ->> 'name' = c.doc ->> 'name') = 1
       and not exists (select 1 from mutations m where m.customer_id = c.id)
     order by c.id desc limit 1`,
    [username],
  );
  const [row] = rows;
  if (row === undefined) throw new Error(`${username} keeps no customer.`);
  return row;
}
