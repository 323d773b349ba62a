import { expect } from '@playwright/test';
import { FLEET_SETTING } from '#sync-server/fleet/setting.ts';
import { FleetPage } from '../pages/fleet.ts';
import { SignInPage } from '../pages/sign-in.ts';
import { textsOf } from '../pages/texts.ts';
import { expectAccessible } from '../support/accessible.ts';
import { whileSet } from '../support/bank-wide.ts';
import { test } from '../support/fixtures.ts';
import { people } from '../support/people.ts';
import { signIn } from '../support/sign-in.ts';

test('a new device waits for IT, is approved by its code, works, and is shut out again', async ({
  newDevice,
  bank,
}) => {
  const it = await newDevice();
  await signIn(it, people.itAdmin);
  const fleet = new FleetPage(it.page);
  const { texts } = fleet;
  const device = await newDevice();
  await device.start();
  await whileSet(bank, FLEET_SETTING, { approval: 'required' }, async () => {
    const alert = device.page.getByRole('alert');
    await test.step('the person at it reads what to do, and a code', async () => {
      const page = new SignInPage(device.page);
      await page.submit(people.teller2.username, people.teller2.password);
      await expect(alert).toContainText(textsOf('zh-CN', 'errors').code.device_not_approved);
      await expect(alert).toContainText(/[0-9A-F]{4}-[0-9A-F]{4}/);
      await expectAccessible(device.page, 'waiting for approval');
    });
    const code = /[0-9A-F]{4}-[0-9A-F]{4}/.exec((await alert.textContent()) ?? '')?.[0] ?? '';
    const row = it.page.getByRole('row').filter({ hasText: code });
    await test.step('IT finds it by the figure, compares and approves it by keys', async () => {
      await fleet.open();
      await expectAccessible(it.page, 'devices');
      await fleet.figure(texts.state.waiting).press('Enter');
      await row.getByRole('button', { name: /^批准/ }).press('Enter');
      await expectAccessible(it.page, 'approving a device');
      await it.page.keyboard.press('Control+Enter');
      await expect(fleet.dialog.getByRole('textbox')).toBeFocused();
      await fleet.giveReason('识别码已核对');
      await expect(row).toHaveCount(0);
    });
  });
  await test.step('the next sign-in works; shut out, it asks for a new one and refuses it', async () => {
    const frame = await signIn(device, people.teller2);
    await frame.inSync();
    const { rows } = await bank.pool.query<{ id: string }>(
      `select d.id from devices d join users u on u.id = d.last_user_id and u.username = $1
         order by d.last_seen_at desc limit 1`,
      [people.teller2.username],
    );
    const id = rows[0]?.id ?? '';
    await fleet.figure(texts.all).press('Enter');
    await fleet.look(id.slice(-8));
    await fleet.row(id).getByRole('button', { name: /^停用/ }).press('Enter');
    await fleet.giveReason('设备送修');
    await expect(fleet.row(id)).toContainText('停用');
  });
});
