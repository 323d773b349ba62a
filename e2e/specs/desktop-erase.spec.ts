import { expect } from '@playwright/test';
import { Frame } from '../pages/frame.ts';
import { fill, textsOf } from '../pages/texts.ts';
import { test } from '../support/fixtures.ts';
import { people } from '../support/people.ts';
import { signIn } from '../support/sign-in.ts';
import { replicaDatabases, sealedCopies } from '../support/storage.ts';
import { eventually } from '../support/wait.ts';

const { teller2 } = people;
const session = textsOf('zh-CN', 'session');

test('signing out with the copy on this device takes its databases along and leaves unsent edits to the device', async ({
  newDevice,
  bank,
}) => {
  const customer = await bank.nextCustomer();
  const note = `删除本机数据前登记 ${customer.id.slice(-4)}`;
  const device = await newDevice();
  const frame = await signIn(device, teller2);
  await frame.inSync();
  const { page } = device;
  await device.goOffline();
  await frame.offline();
  const file = await frame.find(customer.initials, customer.name);
  await file.logContact(note);
  expect(await replicaDatabases(page)).not.toEqual([]);

  await frame.choose('signOut');
  await expect(frame.signOutDialog).toContainText(
    fill(textsOf('zh-CN', 'app').signOut.unsent_other, { count: 1 }),
  );
  await frame.confirmSignOut({ erase: true });
  await expect(page.getByText(session.ended.erased)).toBeVisible();
  expect(await replicaDatabases(page)).toEqual([]);
  // The note, and that the file was opened.
  expect(await sealedCopies(page)).toBe(2);

  await device.goOnline();
  await device.restart();
  await eventually(
    'the device delivers what is sealed, with nobody signed in',
    async () => {
      const { rowCount } = await bank.pool.query(`select 1 from contact_logs where doc ->> 'note' = $1`, [
        note,
      ]);
      return rowCount === 1;
    },
    90_000,
  );
  await expect.poll(() => sealedCopies(device.page), { timeout: 30_000 }).toBe(0);
  await expect(new Frame(device.page).navigation).toHaveCount(0);
});
