import { expect, type Page } from '@playwright/test';
import { LockPage } from '../pages/lock.ts';
import { SignInPage } from '../pages/sign-in.ts';
import { textsOf } from '../pages/texts.ts';
import { test } from '../support/fixtures.ts';
import { people } from '../support/people.ts';
import { signIn } from '../support/sign-in.ts';

const { teller } = people;

/** Everything that a locked page shows or holds in its markup, its title included. */
const wholePage = async (page: Page) => `${await page.title()} ${await page.content()}`;

test('a lock takes the customer off the page, however it comes, and gives the place and the typing back', async ({
  newDevice,
  bank,
}) => {
  const customer = await bank.nextCustomer();
  const device = await newDevice();
  const frame = await signIn(device, teller);
  await frame.inSync();
  await frame.find(customer.initials, customer.name);
  const lock = new LockPage(device.page);
  const { contact } = textsOf('zh-CN', 'customers');
  const note = device.page
    .getByRole('form', { name: contact.form })
    .getByLabel(contact.note, { exact: true });
  await device.page.keyboard.press('c');
  await note.fill('约周五上午面谈');

  const expectLocked = async () => {
    await expect(lock.title).toBeVisible();
    await expect(lock.password).toBeFocused();
    const page = await wholePage(device.page);
    expect(page).not.toContain(customer.name);
    expect(page).not.toContain('约周五上午面谈');
  };
  const expectBack = async () => {
    await expect(frame.customer().heading(customer.name)).toBeVisible();
    await expect(note).toHaveValue('约周五上午面谈');
  };

  // What is mounted from now on, the idle lock of the next session too, lives by this clock.
  await device.page.clock.install();
  await test.step('by its command', async () => {
    await device.command('lock');
    await expectLocked();
    await expect(lock.state).toContainText(textsOf('zh-CN', 'app').sync.online);
    await lock.unlock(teller.password);
    await expectBack();
  });
  await test.step('by idleness, counted from the last touch', async () => {
    await device.page.clock.fastForward('04:00');
    // On a busy machine the page hears of it later than the browser: not before that may time go on.
    await device.page.evaluate(() => {
      const heard = () => document.documentElement.setAttribute('data-moved', '');
      addEventListener('pointermove', heard, { once: true });
    });
    await device.page.mouse.move(200, 200);
    await expect(device.page.locator('html[data-moved]')).toHaveCount(1);
    await device.page.clock.fastForward('04:00');
    await expectBack();
    await device.page.clock.fastForward('02:00');
    await expectLocked();
  });
  if (device.kind === 'desktop') {
    await test.step("by the machine's own lock", async () => {
      await lock.unlock(teller.password);
      await expectBack();
      await device.lockScreen();
      await expectLocked();
    });
  }
  await test.step('a reload of the locked page asks for a sign-in', async () => {
    await device.page.reload();
    await expect(new SignInPage(device.page).title).toBeVisible();
    expect(await wholePage(device.page)).not.toContain(customer.name);
  });
});
