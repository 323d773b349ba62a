import { expect, type Page } from '@playwright/test';
import { DEMO_PASSWORD, demoFloater } from '#sync-server/demo/people.ts';
import { Frame } from '../pages/frame.ts';
import { SignInPage } from '../pages/sign-in.ts';
import { textsOf } from '../pages/texts.ts';
import { expectAccessible } from '../support/accessible.ts';
import { test } from '../support/fixtures.ts';
import { eventually } from '../support/wait.ts';

const session = textsOf('zh-CN', 'session');
const shift = textsOf('zh-CN', 'shift');
const customers = textsOf('zh-CN', 'customers');

/** Both are branches of the floater: the own one first. */
const [HOME, OTHER] = ['滨江望江支行', '滨江江心洲支行'];

async function giveName(page: Page): Promise<void> {
  await new SignInPage(page).submit(demoFloater.username, DEMO_PASSWORD);
  await expect(page.getByRole('radio', { name: HOME })).toBeVisible({ timeout: 30_000 });
}

async function arrive(page: Page, branch: string): Promise<Frame> {
  const frame = new Frame(page);
  await frame.signedIn();
  await expect(frame.userMenu).toContainText(branch);
  return frame;
}

/** Without loading the page anew, which would end the session. */
async function open(page: Page, path: string): Promise<void> {
  await page.evaluate((to) => {
    history.pushState(null, '', to);
    dispatchEvent(new PopStateEvent('popstate'));
  }, path);
}

test('[A8] [O13] [U5] who works at two branches chooses by keys, offline too, and what they look at is recorded', async ({
  newDevice,
  bank,
}) => {
  const device = await newDevice();
  await device.start();
  const { page } = device;
  await giveName(page);
  await expect(page.getByRole('radio', { name: HOME })).toBeFocused();
  await expectAccessible(page, 'the choice of a branch');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  const first = await arrive(page, OTHER);
  await first.inSync();

  await first.choose('signOut');
  await expect(first.signOutDialog).toContainText(shift.summary);
  await expectAccessible(page, 'the end of a shift');
  await first.confirmSignOut();
  await giveName(page);
  await expect(page.getByRole('radio', { name: OTHER })).toBeChecked();
  await page.keyboard.press('Escape');
  await expect(page.locator('input[type=password]')).toBeFocused();
  await giveName(page);
  await expect(page.getByRole('radio', { name: OTHER })).toBeFocused();
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Enter');
  const second = await arrive(page, HOME);
  await second.inSync();
  await second.signOut();

  await device.goOffline();
  const customer = await bank.nextCustomer();
  await giveName(page);
  await expect(page.locator('fieldset').getByRole('radio')).toHaveCount(2);
  await page.getByRole('radio', { name: HOME }).check();
  await page.getByRole('button', { name: session.branch.submit }).click();
  const third = await arrive(page, HOME);
  await open(page, `/customers/${customer.id}`);
  await page.getByRole('button', { name: customers.page.show }).click();
  await expect(page.getByRole('button', { name: customers.page.hide })).toBeVisible();
  await open(page, '/shift');
  await expect(page.getByRole('heading', { name: shift.title })).toBeVisible();
  await expectAccessible(page, 'my shift');

  await device.goOnline();
  await third.inSync();
  await eventually('what was done with the file is in the audit log', async () => {
    const { rows } = await bank.pool.query<{ action: string }>(
      `select l.action from audit_log l join users u on u.id = l.actor_id and u.username = $1
        where l.customer_id = $2 order by l.action`,
      [demoFloater.username, customer.id],
    );
    return rows.map(({ action }) => action).join() === 'act.open,act.unmask';
  });
});
