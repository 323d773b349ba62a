import { expect } from '@playwright/test';
import { POLICY_SETTING } from '#sync-server/identity/policy.ts';
import { Frame } from '../pages/frame.ts';
import { SignInPage } from '../pages/sign-in.ts';
import { textsOf } from '../pages/texts.ts';
import { expectAccessible } from '../support/accessible.ts';
import { whileSet } from '../support/bank-wide.ts';
import { test } from '../support/fixtures.ts';
import { people } from '../support/people.ts';

test('what the bank decides for a role holds on its screens, is named in Settings and cannot be changed there', async ({
  bank,
  newDevice,
}) => {
  const policy = {
    language: 'en',
    masking: 'always',
    exports: 'forbidden',
    watermark: 'on',
    idleLockMinutes: 3,
  };
  await whileSet(bank, POLICY_SETTING, { roles: { teller: policy } }, async () => {
    const device = await newDevice();
    await device.start();
    const { page } = device;
    await new SignInPage(page).submit(people.teller.username, people.teller.password);
    // The screens are Chinese until the bank's word comes with the sign-in.
    const frame = new Frame(page, 'en');
    await frame.signedIn();
    await frame.inSync();

    const { policy: words, appearance } = textsOf('en', 'settings');
    await frame.go('settings');
    const row = (name: string) => page.getByRole('row').filter({ hasText: name });
    await expect(row(words.names.idleLockMinutes)).toContainText('3 minutes');
    await expect(row(words.names.masking)).toContainText(words.values.always);
    await expect(row(words.names.exports)).toContainText(words.values.forbidden);
    await expect(row(words.names.exports)).toContainText(words.sources.serverPolicy);
    await expect(row(words.names.language).getByRole('img', { name: words.locked })).toBeVisible();
    await expect(
      page.getByRole('radiogroup', { name: appearance.language }).getByRole('radio').first(),
    ).toBeDisabled();
    await expectAccessible(page, 'settings under a policy');
    const mark = page.getByTestId('watermark').locator('span').first();
    await expect(mark).toHaveAttribute('data-text', new RegExp(` · ${people.teller.username} · `));
    await expect(mark).toBeVisible();

    const customer = await bank.nextCustomer();
    const { page: buttons } = textsOf('en', 'customers');
    await frame.find(customer.initials, customer.name);
    await expect(page.getByRole('button', { name: buttons.show })).toHaveCount(0);
    await page.goto(`${page.url().replace(/\?.*$/, '')}/summary`);
    await new SignInPage(page).submit(people.teller.username, people.teller.password);
    const summary = textsOf('en', 'summary');
    await expect(page.getByText(summary.forbidden)).toBeVisible();
    await expect(page.getByRole('button', { name: summary.print })).toBeDisabled();
    await expect(page.locator('html')).toHaveAttribute('data-exports', 'forbidden');
  });
});
