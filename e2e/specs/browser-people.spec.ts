import { expect } from '@playwright/test';
import { Secret, TOTP } from 'otpauth';
import { AdministrationPage } from '../pages/administration.ts';
import { Frame } from '../pages/frame.ts';
import { SignInPage } from '../pages/sign-in.ts';
import { fill, textsOf } from '../pages/texts.ts';
import { expectAccessible } from '../support/accessible.ts';
import { test } from '../support/fixtures.ts';
import { people } from '../support/people.ts';
import { signIn } from '../support/sign-in.ts';

const OWN = 'river stones 77 quietly';

test('IT enters an administrator, who sets a password and a second factor and keeps units and base data', async ({
  newDevice,
}) => {
  const texts = textsOf('zh-CN', 'organisation');
  const session = textsOf('zh-CN', 'session');
  const first = await newDevice();
  await signIn(first, people.itAdmin);
  const desk = new AdministrationPage(first.page);
  let password = '';

  await test.step('a list with a wrong line enters nobody; a person is entered, and the password shown once', async () => {
    await desk.open('people');
    await desk.button(texts.import.open).press('Enter');
    const buffer = Buffer.from('username,code,name,nameEn,role,branch\nzhou,Z1,周,Zhou,boss,NOWHERE\n');
    await first.page
      .locator('input[type=file]')
      .setInputFiles({ name: 'staff.csv', mimeType: 'text/csv', buffer });
    await expect(desk.dialog).toContainText(texts.import.fault.role_unknown);
    await expect(desk.dialog).toContainText(texts.import.fault.branch_unknown);
    await expectAccessible(first.page, 'importing people');
    await first.page.keyboard.press('Escape');

    await desk.button(texts.person.add).press('Enter');
    const field = (name: string) => desk.dialog.getByRole('textbox', { name });
    await field(texts.person.username).fill('e2e.admin');
    await field(texts.person.code).fill('E2E1');
    await field(texts.person.name).fill('新管理员');
    await field(texts.person.nameEn).fill('New Administrator');
    await desk.dialog.getByRole('combobox', { name: texts.person.role }).selectOption('it_admin');
    await desk.dialog.getByRole('combobox', { name: texts.person.branch }).selectOption({ index: 1 });
    await desk.giveReason('入职');
    await expectAccessible(first.page, 'entering a person');
    await first.page.keyboard.press('Control+Enter');
    const shown = desk.dialog.getByRole('row').filter({ hasText: 'e2e.admin' }).getByRole('cell').last();
    await expect(shown).toHaveText(/^[a-z0-9]{4}(-[a-z0-9]{4}){3}$/);
    password = await shown.innerText();
    await desk.button(texts.slip.close).press('Enter');
    await expect(first.page.getByText(password)).toHaveCount(0);
  });

  await test.step('a name that was mistyped is corrected, and the list follows', async () => {
    const admin = desk.texts.people;
    const directory = textsOf('zh-CN', 'directory');
    const row = (name: string) => first.page.getByRole('row').filter({ hasText: name });
    // Where the focus goes when the dialog is gone: a key before that would go there, too.
    await expect(first.page.getByRole('textbox', { name: directory.filterLabel })).toBeFocused();
    await row('新管理员')
      .getByRole('button', { name: fill(admin.changeOf, { name: '新管理员' }) })
      .press('Enter');
    await desk.dialog.getByRole('textbox', { name: texts.person.name }).fill('辛管理员');
    await desk.giveReason('更正姓名');
    await first.page.keyboard.press('Control+Enter');
    await expect(row('辛管理员')).toBeVisible();
    await expect(row('新管理员')).toHaveCount(0);
  });

  const second = await newDevice();
  await second.start();
  const { page } = second;
  await test.step('the first sign-in asks for a password of their own', async () => {
    await new SignInPage(page).submit('e2e.admin', password);
    const typed = page.getByLabel(session.change.first, { exact: true });
    await typed.fill('short');
    await page.keyboard.press('Enter');
    await expect(typed).toHaveAttribute('aria-invalid', 'true');
    await expectAccessible(page, 'choosing a password');
    await typed.fill(OWN);
    await page.getByLabel(session.change.again, { exact: true }).fill(OWN);
    await page.keyboard.press('Enter');
    await new Frame(page).signedIn();
  });

  let secret = '';
  await test.step('in the settings a second factor is set up', async () => {
    await page.getByRole('link', { name: textsOf('zh-CN', 'app').nav.settings, exact: true }).click();
    await page.getByRole('button', { name: texts.factor.begin }).press('Enter');
    await page.locator('input[type=password]').fill(OWN);
    await page.keyboard.press('Enter');
    secret = (
      await page
        .locator('code')
        .filter({ hasText: /^[A-Z2-7 ]{32,}$/ })
        .innerText()
    ).replaceAll(' ', '');
    await page
      .getByRole('textbox', { name: texts.factor.code })
      .fill(new TOTP({ secret: Secret.fromBase32(secret) }).generate());
    await page.keyboard.press('Enter');
    await expect(page.getByText(texts.factor.codes, { exact: true })).toBeVisible();
    await expectAccessible(page, 'recovery codes');
  });

  const code = await page.locator('li code').first().innerText();
  await page.getByRole('button', { name: texts.factor.saved }).press('Enter');

  await test.step('the next sign-in asks for a code; a recovery code does, once', async () => {
    const third = await newDevice();
    await third.start();
    await new SignInPage(third.page).submit('e2e.admin', OWN);
    const typed = third.page.getByRole('textbox', { name: session.code.label });
    await typed.fill('000000');
    await third.page.keyboard.press('Enter');
    await expect(third.page.getByRole('alert')).toHaveText(textsOf('zh-CN', 'errors').code.code_invalid);
    await expectAccessible(third.page, 'the second factor');
    await typed.fill(code);
    await third.page.keyboard.press('Enter');
    await new Frame(third.page).signedIn();
  });

  await test.step('units, roles and base data can be read and changed', async () => {
    const own = new AdministrationPage(page);
    await own.open('branches');
    await expectAccessible(page, 'the tree of units');
    await own.open('roles');
    await expectAccessible(page, 'roles');
    await own.open('dictionaries');
    await own.button(texts.dictionary.add).press('Enter');
    await own.dialog.getByRole('textbox', { name: texts.dictionary.code }).fill('E2E');
    await own.dialog.getByRole('textbox', { name: texts.dictionary.name }).fill('测试产品');
    await own.dialog.getByRole('textbox', { name: texts.dictionary.nameEn }).fill('Test product');
    await own.giveReason('新增');
    await expectAccessible(page, 'adding base data');
    await page.keyboard.press('Control+Enter');
    await expect(page.getByRole('row').filter({ hasText: '测试产品' })).toBeVisible();
  });
});
