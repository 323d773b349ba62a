import { expect } from '@playwright/test';
import { PortfolioPage } from '../pages/portfolio.ts';
import { textsOf } from '../pages/texts.ts';
import { expectAccessible } from '../support/accessible.ts';
import { test } from '../support/fixtures.ts';
import { people } from '../support/people.ts';
import { signIn } from '../support/sign-in.ts';

const texts = textsOf('zh-CN', 'portfolio');

test('a relationship manager works on the whole portfolio by the keyboard, offline', async ({
  newDevice,
}) => {
  const device = await newDevice();
  const frame = await signIn(device, people.manager);
  await frame.inSync();
  await frame.go('customers');
  const { page } = frame;
  const list = new PortfolioPage(page);
  await list.ready();
  // Rows that were drawn before the directory had come are drawn anew.
  await expect(list.grid).toContainText('陈志远');
  await device.goOffline();
  await frame.offline();

  await test.step('a view is shown, changed, saved under a name and found again', async () => {
    await list.showView(texts.view.named.mine);
    await expect(page.getByRole('list', { name: texts.filter.active })).toBeVisible();
    await list.groupBy('grade');
    await expect(list.groups.first()).toBeVisible();
    await expectAccessible(page, 'grouped list');
    await list.saveViewAs('重点客户');
    await list.showView(texts.view.named.all);
    await expect(list.groups).toHaveCount(0);
    await list.showView('重点客户');
    await expect(list.groups.first()).toBeVisible();
  });

  await test.step('groups are closed and opened by the arrows', async () => {
    await list.grid.focus();
    await page.keyboard.press('Home');
    const before = await list.lines();
    await page.keyboard.press('ArrowLeft');
    await expect(list.groups.first()).toHaveAttribute('aria-expanded', 'false');
    await expect.poll(() => list.lines()).toBeLessThan(before);
    await page.keyboard.press('ArrowRight');
    await expect.poll(() => list.lines()).toBe(before);
  });

  await test.step('customers are kept by how they came to the bank, and grouped by it', async () => {
    await list.showView(texts.view.named.all);
    const all = await list.lines();
    await list.filterBySource('客户推荐');
    await expect.poll(() => list.lines()).toBeLessThan(all);
    await list.groupBy('source');
    await expect(list.groups).toHaveCount(1);
    await expect(list.groups.first()).toContainText('客户推荐');
    await expectAccessible(page, 'grouped by source');
  });

  await test.step('everybody who matches is chosen and tagged, and all of it is taken back', async () => {
    await list.showView(texts.view.named.all);
    await list.searchFor('滨江');
    await expect(list.rows.first()).toBeVisible();
    await list.grid.focus();
    await page.keyboard.press('Control+a');
    await expect(list.selectedRows.first()).toBeVisible();
    await expectAccessible(page, 'selection');
    await list.addTag('开门红');
    await expect(list.undoAll).toBeVisible({ timeout: 30_000 });
    await page.keyboard.press('Control+z');
    await expect(page.getByText(/^已撤销/)).toBeVisible({ timeout: 30_000 });
  });

  await test.step('a cell is edited in place, and says that the edit is on its way', async () => {
    await list.grid.focus();
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    await list.showView(texts.view.named.notContacted);
    await list.grid.focus();
    await expect(list.rows.first().getByRole('gridcell').nth(1)).not.toBeEmpty();
    await page.keyboard.press('Home');
    await page.keyboard.press('F2');
    const cell = list.rows.first().getByRole('textbox');
    await expect(cell).toBeFocused();
    await page.keyboard.type('打不通');
    await page.keyboard.press('Enter');
    await expect(cell).toHaveAttribute('aria-invalid', 'true');
    await page.keyboard.press('Control+a');
    await page.keyboard.type('13912345678');
    await page.keyboard.press('Enter');
    await expect(list.rows.first()).toContainText('139••••5678');
    await expect(list.grid).toBeFocused();
  });

  await test.step('one leafs from customer to customer, and comes back to the list', async () => {
    const names = await list.rows.locator('strong').allTextContents();
    await page.keyboard.press('Home');
    await page.keyboard.press('ArrowLeft');
    const activeName = names[0] ?? '';
    await list.rows.filter({ hasText: activeName }).first().locator('strong').click();
    await expect(frame.customer().heading(activeName)).toBeVisible();
    const place = page.getByRole('group', { name: texts.neighbours.label });
    await expect(place).toContainText('1');
    await page.keyboard.press('j');
    await expect(frame.customer().heading(names[1] ?? '')).toBeVisible();
    await page.keyboard.press('k');
    await expect(frame.customer().heading(activeName)).toBeVisible();
  });
});
