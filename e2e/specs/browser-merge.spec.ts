import { expect } from '@playwright/test';
import { InboxPage } from '../pages/inbox.ts';
import { textsOf } from '../pages/texts.ts';
import { test } from '../support/fixtures.ts';
import { people } from '../support/people.ts';
import { signIn } from '../support/sign-in.ts';

test('two colleagues edit different fields of one customer offline, and both edits stand', async ({
  newDevice,
  bank,
}) => {
  const customer = await bank.nextCustomer();
  const first = await newDevice();
  const second = await newDevice();
  const ours = await signIn(first, people.teller);
  const theirs = await signIn(second, people.teller2);
  await ours.inSync();
  await theirs.inSync();

  const ourFile = await ours.find(customer.initials, customer.name);
  const theirFile = await theirs.find(customer.initials, customer.name);
  await first.goOffline();
  await second.goOffline();
  await ourFile.edit('occupation', '中学教师');
  await theirFile.edit('email', 'theirs@example.com');

  await first.goOnline();
  await ours.inSync();
  await second.goOnline();
  await theirs.inSync();

  for (const file of [ourFile, theirFile]) {
    await file.openProfile();
    await expect(file.value('occupation')).toContainText('中学教师', { timeout: 60_000 });
    await expect(file.value('email')).toContainText('theirs@example.com', { timeout: 60_000 });
  }
});

test('two colleagues edit the same phone offline: the first stands, the second is told and loses nothing', async ({
  newDevice,
  bank,
}) => {
  const customer = await bank.nextCustomer();
  const first = await newDevice();
  const second = await newDevice();
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
  await theirs.inSync();

  const list = await theirs.openUnsent();
  const attention = list.getByRole('region', { name: textsOf('zh-CN', 'outbox').attention });
  await attention.getByRole('link').last().click();
  const inbox = new InboxPage(second.page);
  // Keys of text do nothing while the focus is still in the drawer that closes.
  await expect(inbox.of(inbox.conflicts, customer.name)).toBeFocused();
  await second.page.keyboard.press('v');
  await expect(inbox.conflicts).toContainText('13900000001', { timeout: 60_000 });
  await expect(inbox.conflicts).toContainText('13900000002');
});
