import { expect } from '@playwright/test';
import { Frame } from '../pages/frame.ts';
import { test } from '../support/fixtures.ts';
import { people } from '../support/people.ts';
import { signIn } from '../support/sign-in.ts';

test.use({ wholeBrowser: true });

test('what a teller enters offline survives a restart and reaches a colleague', async ({
  newDevice,
  bank,
}) => {
  const customer = await bank.nextCustomer();
  const note = `来电询问定期到期，约下周面谈 ${customer.id.slice(-4)}`;
  const mobile = `139${String(Date.now()).slice(-8)}`;

  const counter = await newDevice();
  const frame = await signIn(counter, people.teller);
  await frame.inSync();

  await test.step('find the customer by the initials of the name', async () => {
    await frame.find(customer.initials, customer.name);
  });

  await test.step('go offline, log a contact, edit the phone', async () => {
    await counter.goOffline();
    await frame.offline();
    const file = await frame.find(customer.initials, customer.name);
    await file.logContact(note);
    await file.edit('mobile', mobile);
  });

  await test.step('start again without a network, and sign in offline', async () => {
    await counter.restart();
    const restarted = await signIn(counter, people.teller);
    await restarted.offline();
    const file = await restarted.find(customer.initials, customer.name);
    await expect(file.contact(note)).toBeVisible();
    await file.openProfile();
    await file.reveal();
    await expect(file.value('mobile')).toContainText(mobile);
    const unsent = await restarted.openUnsent();
    await expect(unsent.getByRole('listitem')).toHaveCount(2);
  });

  const colleague = await newDevice();
  await test.step('a colleague reads the same file', async () => {
    const theirs = await signIn(colleague, people.teller2);
    await theirs.inSync();
    const file = await theirs.find(customer.initials, customer.name);
    await expect(file.contact(note)).toHaveCount(0);
  });

  await test.step('back online, the colleague sees it all without doing anything', async () => {
    await counter.goOnline();
    const file = new Frame(colleague.page).customer();
    await expect(file.contact(note)).toBeVisible({ timeout: 60_000 });
    await file.openProfile();
    await file.reveal();
    await expect(file.value('mobile')).toContainText(mobile);
  });
});
