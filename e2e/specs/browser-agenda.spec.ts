import { expect, type Page } from '@playwright/test';
import { businessDateOf, plusDays } from '#shared/domain/business-date.ts';
import { nextTaskId } from '#shared/domain/recurrence.ts';
import { LockPage } from '../pages/lock.ts';
import { textsOf } from '../pages/texts.ts';
import { expectAccessible } from '../support/accessible.ts';
import { test } from '../support/fixtures.ts';
import { people } from '../support/people.ts';
import { signIn } from '../support/sign-in.ts';
import { eventually } from '../support/wait.ts';

const { manager } = people;
const agenda = textsOf('zh-CN', 'agenda');
const calendar = textsOf('zh-CN', 'calendar');
const customers = textsOf('zh-CN', 'customers');
const today = textsOf('zh-CN', 'today');
const app = textsOf('zh-CN', 'app');

const TITLE = '每周回访（测试）';

/** A whole quarter of an hour that is one to two hours ahead; late in the evening the next morning. */
function soon(): Date {
  const start = new Date();
  if (start.getHours() >= 21) start.setDate(start.getDate() + 1);
  start.setHours(start.getHours() >= 21 ? 9 : start.getHours() + 2, 0, 0, 0);
  return start;
}

/** Puts a recorder in the place of what the browser would show on the desktop. */
async function recordNotices(page: Page): Promise<void> {
  await page.evaluate(() => {
    const said: string[] = [];
    class Recorder {
      static permission = 'granted';
      onclick = null;
      constructor(title: string, { body }: { body: string }) {
        said.push(`${title} ${body}`);
      }
      close() {}
    }
    Object.assign(window, { Notification: Recorder, said });
  });
}
const noticesOf = (page: Page) => page.evaluate(() => (window as unknown as { said: string[] }).said);

test('a day planned offline by keys: moved, announced behind the lock without names, done, and there once', async ({
  newDevice,
  bank,
}) => {
  test.slow();
  const device = await newDevice();
  const frame = await signIn(device, manager);
  await frame.inSync();
  const { page } = device;
  const { rows } = await bank.pool.query<{ name: string }>(
    `select c.doc ->> 'name' as name from customers c join users u on u.id::text = c.doc ->> 'managerId'
      where u.username = $1 and c.doc ->> 'kind' = 'retail'
        and (select count(*) from customers o where o.doc ->> 'name' = c.doc ->> 'name') = 1
      order by c.id limit 1`,
    [manager.username],
  );
  const name = rows[0]?.name ?? '';
  await device.goOffline();
  await frame.offline();

  const start = soon();
  const day = businessDateOf(start);
  const hour = String(start.getHours()).padStart(2, '0');
  await frame.go('calendar');
  await expectAccessible(page, 'the week');
  await page.keyboard.press('n');
  const dialog = page.getByRole('dialog', { name: calendar.add });
  await dialog.getByLabel(calendar.task.customer).fill(name);
  await page.getByRole('option', { name }).first().click();
  await dialog.getByLabel(customers.task.what).fill(TITLE);
  await dialog.getByLabel(customers.task.due).first().fill(day);
  await dialog.getByLabel(agenda.when.time, { exact: true }).fill(`${hour}00`);
  await dialog.getByLabel(agenda.when.repeats).selectOption('week');
  await page.keyboard.press('Control+Enter');
  await expect(dialog).toBeHidden();

  await page.keyboard.press('d');
  if (day !== businessDateOf(new Date())) {
    await page.getByRole('button', { name: calendar.after.day }).click();
  }
  const task = page.locator('[data-calendar] [data-task]').filter({ hasText: TITLE });
  await task.focus();
  await page.keyboard.press('Space');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Space');
  await expect(task).toHaveAccessibleName(new RegExp(`${hour}:15–${hour}:45`));
  await page.keyboard.press('m');
  await expect(page.locator('[data-calendar=month]').getByText(TITLE).first()).toBeVisible();
  await expectAccessible(page, 'the month');

  await recordNotices(page);
  await device.command('lock');
  const lock = new LockPage(page);
  await expect(lock.unlockButton).toBeVisible();
  const ahead = start.getTime() - Date.now() + 60_000;
  await device.setClock(ahead);
  await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
  await expect.poll(() => noticesOf(page)).toHaveLength(1);
  const [notice = ''] = await noticesOf(page);
  expect(notice).toMatch(/^Branchline 有 \d+ 条提醒到期$/);
  expect(notice).not.toContain(name);
  await lock.unlock(manager.password);
  await frame.signedIn();

  await page.keyboard.press('d');
  await task.focus();
  await page.keyboard.press('c');
  await expect(page.getByText(agenda.tasks.completed.replace('{{title}}', TITLE))).toBeVisible();

  await frame.go('today');
  await page
    .locator('label')
    .filter({ hasText: new RegExp(`^${today.agenda.reminders} \\d`) })
    .click();
  const reminders = page.locator('[data-agenda] [data-item]');
  await expect(reminders.first()).toBeVisible();
  await expectAccessible(page, 'the agenda');
  const key = (await reminders.first().getAttribute('data-item')) ?? '';
  await reminders.first().focus();
  await page.keyboard.press('s');
  await page.getByRole('button', { name: agenda.reminders.snooze.tomorrow }).press('Enter');
  await expect(page.locator(`[data-item="${key}"]`)).toHaveCount(0);
  await expect(page.getByRole('button', { name: app.action.undo }).first()).toBeVisible();

  await device.restart();
  // A device whose clock went back lets nobody in without the server.
  await device.setClock(ahead);
  const again = await signIn(device, manager);
  await again.go('today');
  await expect(device.page.locator('[data-agenda] [data-item]').first()).toBeVisible();
  await expect(device.page.locator(`[data-item="${key}"]`)).toHaveCount(0);

  await device.goOnline();
  await again.inSync();
  const stored = await eventually('both tasks are on the server', async () => {
    const found = await bank.pool.query<{ id: string; status: string; due: string }>(
      `select id, doc ->> 'status' as status, doc ->> 'dueOn' as due from tasks where doc ->> 'title' = $1`,
      [TITLE],
    );
    return found.rowCount === 2 && found.rows;
  });
  const done = stored.find(({ status }) => status === 'done');
  const next = stored.find(({ status }) => status === 'open');
  expect(next).toEqual({ id: nextTaskId(done?.id ?? ''), status: 'open', due: plusDays(day, 7) });
});
