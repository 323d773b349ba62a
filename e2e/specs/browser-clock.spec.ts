import { expect } from '@playwright/test';
import { LockPage } from '../pages/lock.ts';
import { SignInPage } from '../pages/sign-in.ts';
import { textsOf } from '../pages/texts.ts';
import { arrivals } from '../support/arrived.ts';
import { test } from '../support/fixtures.ts';
import { people } from '../support/people.ts';
import { signIn } from '../support/sign-in.ts';

const DAY = 24 * 3_600_000;

test('a clock that is wrong by a day is said with both times, and sync goes on', async ({
  newDevice,
  bank,
}) => {
  const customer = await bank.nextCustomer();
  const note = `时间不准时登记 ${customer.id.slice(-4)}`;
  const device = await newDevice();
  const frame = await signIn(device, people.teller);
  await frame.inSync();
  const notice = () => device.page.getByTestId('wrong-clock');
  const { wrong } = textsOf('zh-CN', 'app').clock;
  const dayOf = (off: number) => new Date(Date.now() + off).toLocaleDateString('zh-CN', twoDigits);

  await test.step('a day ahead: an edit arrives all the same', async () => {
    await device.setClock(DAY);
    // Nobody can tell a clock that jumps from a machine that slept: the screen locks, and says it there too.
    const lock = new LockPage(device.page);
    await expect(async () => {
      await device.page.keyboard.press('Shift');
      await expect(lock.title).toBeVisible({ timeout: 1_500 });
    }).toPass();
    await lock.unlock(people.teller.password);
    const file = await frame.find(customer.initials, customer.name);
    await file.logContact(note);
    await expect(notice()).toContainText(wrong);
    await expect(notice()).toContainText(`本机 ${dayOf(DAY)}`);
    await expect(notice()).toContainText(`银行 ${dayOf(0)}`);
    await frame.inSync();
    expect(await arrivals(bank, note)).toBe(1);
  });

  await test.step('set to a day behind: the notice follows', async () => {
    await device.setClock(-DAY);
    await expect(notice()).toContainText(`本机 ${dayOf(-DAY)}`);
    await expect(notice()).toContainText(`银行 ${dayOf(0)}`);
  });

  await test.step('set right: it goes', async () => {
    await device.setClock(0);
    await expect(notice()).toBeHidden();
  });

  await test.step('behind without the server: the sign-in says what to do', async () => {
    await device.goOffline();
    await device.restart();
    await device.setClock(-DAY);
    const form = new SignInPage(device.page);
    await form.submit(people.teller.username, people.teller.password);
    await expect(form.alert).toContainText(textsOf('zh-CN', 'errors').code.clock_behind);
    await device.setClock(0);
    await device.goOnline();
    await (await signIn(device, people.teller)).inSync();
    await expect(notice()).toBeHidden();
  });
});

const twoDigits = { year: 'numeric', month: '2-digit', day: '2-digit' } as const;
