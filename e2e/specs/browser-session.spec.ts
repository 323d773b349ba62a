import { expect } from '@playwright/test';
import { SignInPage } from '../pages/sign-in.ts';
import { textsOf } from '../pages/texts.ts';
import { test } from '../support/fixtures.ts';
import { people } from '../support/people.ts';
import { signIn } from '../support/sign-in.ts';

test('a wrong password is refused in words, and the right one still works', async ({ newDevice }) => {
  const device = await newDevice();
  await device.start();
  const form = new SignInPage(device.page);
  await form.submit(people.teller.username, 'not-the-password');
  await expect(form.alert).toContainText(textsOf('zh-CN', 'errors').code.credentials_invalid);
  await signIn(device, people.teller);
});

test('signing out leaves nothing on the screen and needs the password again', async ({ newDevice, bank }) => {
  const customer = await bank.nextCustomer();
  const device = await newDevice();
  const frame = await signIn(device, people.teller);
  await frame.inSync();
  await frame.find(customer.initials, customer.name);
  await frame.signOut();
  const form = new SignInPage(device.page);
  await expect(form.title).toBeVisible();
  await expect(device.page.getByText(customer.name)).toHaveCount(0);
  await device.page.reload();
  await expect(form.title).toBeVisible();
});

test('an edit made offline waits through a sign-out and is sent at the next sign-in', async ({
  newDevice,
  bank,
}) => {
  const customer = await bank.nextCustomer();
  const note = `离线登记后退出 ${customer.id.slice(-4)}`;
  const device = await newDevice();
  const frame = await signIn(device, people.teller);
  await frame.inSync();
  const file = await frame.find(customer.initials, customer.name);
  await device.goOffline();
  await file.logContact(note);
  await frame.signOut();
  await device.goOnline();
  await signIn(device, people.teller);
  await frame.inSync();
  await expect(async () => {
    const { rowCount } = await bank.pool.query(
      `select 1 from contact_logs where customer_id = $1 and doc ->> 'note' = $2`,
      [customer.id, note],
    );
    expect(rowCount).toBe(1);
  }).toPass({ timeout: 30_000 });
});

test('people of every role sign in on one device, one after the other, each to the own screens', async ({
  newDevice,
}) => {
  const device = await newDevice();
  for (const person of Object.values(people)) {
    await test.step(`${person.username}, ${person.role}`, async () => {
      const frame = await signIn(device, person);
      await expect(frame.userMenu).toContainText(person.name);
      await expect(frame.page.getByRole('heading', { level: 1 })).toBeVisible();
      await frame.signOut();
      await expect(new SignInPage(device.page).title).toBeVisible();
    });
  }
});
