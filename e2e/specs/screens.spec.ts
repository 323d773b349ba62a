import AxeBuilder from '@axe-core/playwright';
import { expect } from '@playwright/test';
import { languages } from '#renderer/i18n/resources.ts';
import { LockPage } from '../pages/lock.ts';
import { SignInPage } from '../pages/sign-in.ts';
import { textsOf } from '../pages/texts.ts';
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
    await expectAccessible('sign-in');

    const frame = await signIn(device, people.branchManager, language);
    await frame.inSync();
    await expect(frame.page.locator('html')).toHaveAttribute('lang', language);
    await expect(frame.page.getByRole('heading', { level: 1 })).toBeVisible();
    await expectAccessible('today');

    await frame.go('customers');
    await expect(
      frame.page.getByRole('grid', { name: textsOf(language, 'customers').list.grid }),
    ).toBeVisible();
    await expectAccessible('customers');

    const file = await frame.find(customer.initials, customer.name);
    await expectAccessible('customer');
    await file.openProfile();

    await frame.go('settings');
    await expect(
      frame.page.getByRole('heading', { level: 1, name: textsOf(language, 'settings').title }),
    ).toBeVisible();
    await expectAccessible('settings');

    await device.command('lock');
    await expect(new LockPage(device.page, language).title).toBeVisible();
    await expectAccessible('lock');
    await device.page.getByRole('button', { name: textsOf(language, 'session').lock.switch }).click();
    await expect(new SignInPage(device.page, language).button).toBeVisible();
    await expectAccessible('switch of users');

    async function expectAccessible(screen: string): Promise<void> {
      const { violations } = await new AxeBuilder({ page: device.page })
        .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'])
        .analyze();
      const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target).join(' ')}`);
      expect(found, `${screen} in ${language}`).toEqual([]);
    }
  });
}
