import { expect } from '@playwright/test';
import { arrivals } from '../support/arrived.ts';
import { test } from '../support/fixtures.ts';
import { people } from '../support/people.ts';
import { signIn } from '../support/sign-in.ts';

test('the page is killed after an edit was saved, and the line cut while it is answered: it arrives once', async ({
  newDevice,
  bank,
}) => {
  const customer = await bank.nextCustomer();
  const notes = [`断网时登记 ${customer.id.slice(-4)}`, `进程被杀前登记 ${customer.id.slice(-4)}`] as const;
  const device = await newDevice();

  await test.step('what the screen said was saved is there after a kill', async () => {
    const frame = await signIn(device, people.teller);
    await frame.inSync();
    const file = await frame.find(customer.initials, customer.name);
    await device.goOffline();
    for (const note of notes) await file.logContact(note);
    await device.killPage();
    await device.restart();
  });

  const frame = await signIn(device, people.teller);
  const file = await frame.find(customer.initials, customer.name);
  for (const note of notes) await expect(file.contact(note)).toBeVisible();

  await test.step('an answer that broke off settles nothing: the screen says offline, and what is unsent', async () => {
    const cut = device.plug.inAnswer({
      path: '/sync/push',
      after: 10,
      strike: () => void device.plug.cut(),
    });
    await device.goOnline();
    await cut;
    await frame.offline();
    expect(await Promise.all(notes.map((note) => arrivals(bank, note)))).toEqual([1, 1]);
    const unsent = await frame.openUnsent();
    await expect(unsent.locator('[data-state=pending]')).toHaveCount(2);
    await device.page.keyboard.press('Escape');
  });

  await test.step('with the line it goes on by itself', async () => {
    await device.goOnline();
    await frame.inSync();
    const unsent = await frame.openUnsent();
    await expect(unsent.locator('[data-state=pending], [data-state=sending]')).toHaveCount(0);
    expect(await Promise.all(notes.map((note) => arrivals(bank, note)))).toEqual([1, 1]);
  });
});
