import { expect } from '@playwright/test';
import { languages } from '#renderer/i18n/resources.ts';
import { LockPage } from '../pages/lock.ts';
import { SignInPage } from '../pages/sign-in.ts';
import { textsOf } from '../pages/texts.ts';
import { expectAccessible } from '../support/accessible.ts';
import { test } from '../support/fixtures.ts';
import { people } from '../support/people.ts';
import { signIn } from '../support/sign-in.ts';

for (const language of languages) {
  test(`the main screens speak ${language} and can be used by everybody`, async ({ newDevice, bank }) => {
    const customer = await bank.nextCustomer();
    const device = await newDevice();
    await device.start();
    await new SignInPage(device.page).chooseLanguage(language);
    await expect(new SignInPage(device.page, language).title).toBeVisible();
    await expectAccessible(device.page, `sign-in in ${language}`);

    const frame = await signIn(device, people.branchManager, language);
    await frame.inSync();
    await expect(frame.page.locator('html')).toHaveAttribute('lang', language);
    await expect(frame.page.getByRole('heading', { level: 1 })).toBeVisible();
    await expectAccessible(device.page, `today in ${language}`);

    await frame.go('customers');
    await expect(
      frame.page.getByRole('grid', { name: textsOf(language, 'customers').list.grid }),
    ).toBeVisible();
    await expectAccessible(device.page, `customers in ${language}`);

    const file = await frame.find(customer.initials, customer.name);
    await expectAccessible(device.page, `customer in ${language}`);
    await file.openProfile();

    for (const screen of [
      'calendar',
      'complaints',
      'inbox',
      'directory',
      'administration',
      'overview',
    ] as const) {
      await frame.go(screen);
      await expect(frame.page.getByRole('heading', { level: 1 })).toBeVisible();
      await expectAccessible(device.page, `${screen} in ${language}`);
    }

    await frame.go('settings');
    await expect(
      frame.page.getByRole('heading', { level: 1, name: textsOf(language, 'settings').title }),
    ).toBeVisible();
    await expectAccessible(device.page, `settings in ${language}`);

    await device.command('lock');
    await expect(new LockPage(device.page, language).title).toBeVisible();
    await expectAccessible(device.page, `lock in ${language}`);
    await device.page.getByRole('button', { name: textsOf(language, 'session').lock.switch }).click();
    await expect(new SignInPage(device.page, language).button).toBeVisible();
    await expectAccessible(device.page, `switch of users in ${language}`);
  });
}
