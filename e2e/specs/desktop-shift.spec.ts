import { expect } from '@playwright/test';
import { LockPage } from '../pages/lock.ts';
import { SignInPage } from '../pages/sign-in.ts';
import { fill, textsOf } from '../pages/texts.ts';
import { test } from '../support/fixtures.ts';
import { people } from '../support/people.ts';
import { signIn } from '../support/sign-in.ts';
import { sealedCopies } from '../support/storage.ts';
import { eventually } from '../support/wait.ts';

const { teller, teller2 } = people;
const session = textsOf('zh-CN', 'session');

test('two tellers take turns at one counter, with the server and without', async ({ newDevice, bank }) => {
  const customer = await bank.nextCustomer();
  const note = `换班前登记 ${customer.id.slice(-4)}`;
  const device = await newDevice();
  const frame = await signIn(device, teller);
  await frame.inSync();
  const { page } = device;
  const lock = new LockPage(page);

  await test.step('the first goes back with Esc, and has to show the password all the same', async () => {
    await frame.find(customer.initials, customer.name);
    await frame.choose('switchUser');
    await expect(page.getByText(fill(session.lock.waiting, { name: teller.name }))).toBeVisible();
    await expect(page.getByText(customer.name)).toHaveCount(0);
    await page.keyboard.press('Escape');
    await expect(lock.title).toBeVisible();
    await lock.unlock(teller.password);
    await expect(frame.customer().heading(customer.name)).toBeVisible();
  });

  await test.step('the second starts on the own first screen, with everything here already', async () => {
    await frame.choose('switchUser');
    await lock.switchTo(teller2.username, teller2.password);
    await expect(frame.userMenu).toContainText(teller2.name);
    await expect(page).toHaveURL(/\/(today|counter)$/);
    await frame.inSync();
    const file = await frame.find(customer.initials, customer.name);
    await device.goOffline();
    await frame.offline();
    await file.logContact(note);
  });

  await test.step('back to the first without a server, by a key on the own name', async () => {
    await device.command('lock');
    await expect(lock.state).toContainText(fill(textsOf('zh-CN', 'app').sync.unsent_other, { count: 1 }));
    await page.getByRole('button', { name: session.lock.switch }).click();
    await new SignInPage(page).submit(teller.username, teller.password);
    await expect(frame.userMenu).toContainText(teller.name);
    await frame.offline();
    const file = await frame.find(customer.initials, customer.name);
    await expect(file.contact(note)).toBeVisible();
  });

  await test.step('what the second entered arrives under the own name, though the first is at work', async () => {
    await device.goOnline();
    await eventually(
      'the contact log has its author',
      async () => {
        const { rows } = await bank.pool.query<{ author: string }>(
          `select doc ->> 'authorName' as author from contact_logs where doc ->> 'note' = $1`,
          [note],
        );
        return rows[0]?.author === teller2.name;
      },
      60_000,
    );
    await frame.inSync();
    await expect.poll(() => sealedCopies(page), { timeout: 30_000 }).toBe(0);
  });
});
