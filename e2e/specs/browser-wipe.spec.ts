import { expect } from '@playwright/test';
import { SignInPage } from '../pages/sign-in.ts';
import { textsOf } from '../pages/texts.ts';
import { arrivals } from '../support/arrived.ts';
import { test } from '../support/fixtures.ts';
import { people } from '../support/people.ts';
import { askAs } from '../support/push-as.ts';
import { signIn } from '../support/sign-in.ts';
import { replicaDatabases, sealedCopies } from '../support/storage.ts';
import { eventually } from '../support/wait.ts';

const { teller2, itAdmin } = people;

test('a device that IT has erased says so, has delivered what was unsent, and confirms', async ({
  newDevice,
  bank,
}) => {
  const customer = await bank.nextCustomer();
  const note = `清除前登记 ${customer.id.slice(-4)}`;
  const device = await newDevice();
  const frame = await signIn(device, teller2);
  await frame.inSync();
  const { rows } = await bank.pool.query<{ id: string }>(
    `select d.id from devices d join users u on u.id = d.last_user_id and u.username = $1
      order by d.last_seen_at desc limit 1`,
    [teller2.username],
  );
  const deviceId = rows[0]?.id ?? '';
  const file = await frame.find(customer.initials, customer.name);
  await device.goOffline();
  await file.logContact(note);

  const ask = await askAs(bank.server.port, itAdmin);
  await ask(`/operations/devices/${deviceId}/wipe`, { reason: '设备遗失' });
  await device.goOnline();

  await expect(device.page.getByText(textsOf('zh-CN', 'session').ended.wiped)).toBeVisible({
    timeout: 60_000,
  });
  await expect(device.page.getByText(customer.name)).toHaveCount(0);
  await eventually('the device confirms', async () => {
    const orders = await bank.pool.query(
      'select 1 from device_orders where device_id = $1 and confirmed_at is not null',
      [deviceId],
    );
    return orders.rowCount === 1;
  });
  await eventually('what was unsent arrives', async () => (await arrivals(bank, note)) === 1);
  expect(await replicaDatabases(device.page)).toEqual([]);
  await expect.poll(() => sealedCopies(device.page)).toBe(0);

  await new SignInPage(device.page).chooseLanguage('en');
  await expect(device.page.getByText(textsOf('en', 'session').ended.wiped)).toBeVisible();
});
