import { expect, type Page } from '@playwright/test';
import type { Pool } from '#sync-server/db/pool.ts';
import { SignInPage } from '../pages/sign-in.ts';
import { textsOf } from '../pages/texts.ts';
import { expectAccessible } from '../support/accessible.ts';
import { test } from '../support/fixtures.ts';
import { people } from '../support/people.ts';
import { signIn } from '../support/sign-in.ts';

const file = textsOf('zh-CN', 'file');
const cases = textsOf('zh-CN', 'cases');

const tab = (page: Page, name: string) => page.getByRole('tab', { name, exact: true });
const panel = (page: Page, name: string) => page.getByRole('region', { name, exact: true });

test('a private customer’s page: every section by its key, a complaint opened offline and resolved, soft facts with consent', async ({
  newDevice,
  bank,
}) => {
  const customer = await customerOf(bank.pool, 'retail');
  const device = await newDevice();
  const manager = await signIn(device, people.manager);
  await manager.inSync();
  await manager.find(customer.customerNo, customer.name);
  const { page } = device;

  await test.step('each section is reached by its key and can be used by everybody', async () => {
    const sections = [
      'holdings',
      'trend',
      'transactions',
      'relationships',
      'profile',
      'standing',
      'timeline',
      'facts',
    ] as const;
    for (const [at, name] of sections.entries()) {
      await page.keyboard.press(String(at + 1));
      await expect(tab(page, file.section[name])).toHaveAttribute('aria-selected', 'true');
      if (name === 'trend') await expect(page.locator('[role=img] svg').first()).toBeVisible();
      await expectAccessible(page, `the section ${name}`);
    }
  });
  await test.step('a chart is shown as a table as well', async () => {
    await page.keyboard.press('2');
    const chart = panel(page, file.chart.assets).first();
    await chart.getByRole('button', { name: file.chart.table }).click();
    await expect(chart.getByRole('row').first()).toBeVisible();
  });
  await test.step('soft facts are kept with consent only, and go when it is withdrawn, until that is taken back', async () => {
    await page.keyboard.press('8');
    const add = page.getByRole('button', { name: file.facts.add });
    const give = page.getByRole('button', { name: file.facts.give });
    if (await give.isVisible()) await give.click();
    await add.click();
    const form = page.getByRole('form', { name: file.facts.form });
    await form.getByLabel(file.facts.text).fill('周末喜欢钓鱼');
    await page.keyboard.press('Enter');
    await expect(form).toBeHidden();
    const fact = page.getByRole('listitem').filter({ hasText: '周末喜欢钓鱼' });
    await expect(fact.first()).toBeVisible();
    await page.getByRole('button', { name: file.facts.withdraw }).click();
    await expect(fact).toHaveCount(0);
    await expect(add).toBeHidden();
    await page.keyboard.press('Control+z');
    await expect(fact.first()).toBeVisible();
  });
  await test.step('a complaint is taken in without a line and arrives when it is back', async () => {
    await device.goOffline();
    await manager.offline();
    await page.keyboard.press('p');
    const form = page.getByRole('form', { name: cases.form });
    await form.getByLabel(cases.subject).fill('取款机吞卡');
    await form.getByLabel(cases.severity).selectOption('urgent');
    await form.getByLabel(cases.detail).fill('昨晚在网点外取款机');
    await expectAccessible(page, 'taking in a complaint');
    await page.keyboard.press('Control+Enter');
    await expect(form).toBeHidden();
    const work = panel(page, cases.panel);
    await expect(work).toContainText('取款机吞卡');
    await device.goOnline();
    await manager.inSync();
    await expect.poll(() => stored(bank.pool, customer.id, '取款机吞卡')).toBe('open');
  });
  await test.step('it stands on the page of all complaints and is resolved from there by key', async () => {
    await manager.go('complaints');
    const row = page.getByRole('listitem').filter({ hasText: '取款机吞卡' });
    await row.getByRole('link').focus();
    await expectAccessible(page, 'complaints');
    await page.keyboard.press('r');
    const form = row.getByRole('form');
    await form.getByLabel(cases.resolution).fill('已取回卡片，客户认可');
    await page.keyboard.press('Control+Enter');
    await expect(row).toBeHidden();
    await manager.inSync();
    await expect.poll(() => stored(bank.pool, customer.id, '取款机吞卡')).toBe('resolved');
  });
});

test('a company’s page in English: its people, the graph with the exposure of the group, and the same in words', async ({
  newDevice,
  bank,
}) => {
  const customer = await customerOf(bank.pool, 'corporate');
  const english = textsOf('en', 'file');
  const device = await newDevice();
  await device.start();
  await new SignInPage(device.page).chooseLanguage('en');
  const manager = await signIn(device, people.manager, 'en');
  await manager.inSync();
  await manager.find(customer.customerNo, customer.name);
  const { page } = device;

  await page.keyboard.press('4');
  await expect(panel(page, english.group.contacts).getByRole('listitem').first()).toBeVisible();
  await expect(page.getByText(english.group.exposure)).toBeVisible();
  await page.getByText(english.group.graph, { exact: true }).click();
  const graph = page.getByRole('tree');
  await expect(graph.getByRole('treeitem').first()).toBeVisible();
  await graph.getByRole('treeitem').first().focus();
  await page.keyboard.press('ArrowUp');
  await expect(graph.getByRole('treeitem').first()).not.toBeFocused();
  await expectAccessible(page, 'the graph of a group');
  await page.getByText(english.group.textTitle).click();
  await expect(page.getByText(customer.name).first()).toBeVisible();
  await expect(
    page.getByRole('button', { name: textsOf('en', 'customers').contact.add }).first(),
  ).toBeVisible();
});

async function customerOf(pool: Pool, kind: 'retail' | 'corporate') {
  const { rows } = await pool.query<{ id: string; name: string; customerNo: string }>(
    `select c.id, c.doc ->> 'name' as name, c.customer_no as "customerNo"
     from customers c join users u on u.id::text = c.manager_id and u.username = 'manager'
     where c.doc ->> 'kind' = $1 and not c.deleted
       and exists (select from relationships r where r.customer_id = c.id and r.doc ->> 'kind' <> 'disponent')
       and exists (select from snapshots s where s.customer_id = c.id)
     order by c.id limit 1`,
    [kind],
  );
  const [found] = rows;
  if (found === undefined) throw new Error('The demo bank has no such customer.');
  return found;
}

async function stored(pool: Pool, customerId: string, subject: string): Promise<string | undefined> {
  const { rows } = await pool.query<{ status: string }>(
    `select doc ->> 'status' as status from cases where customer_id = $1 and doc ->> 'subject' = $2`,
    [customerId, subject],
  );
  return rows[0]?.status;
}
