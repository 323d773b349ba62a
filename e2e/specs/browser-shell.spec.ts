import { expect } from '@playwright/test';
import { Shell } from '../pages/shell.ts';
import { textsOf } from '../pages/texts.ts';
import { expectAccessible } from '../support/accessible.ts';
import { expectFits, scaled } from '../support/fits.ts';
import { test } from '../support/fixtures.ts';
import { people } from '../support/people.ts';
import { signIn } from '../support/sign-in.ts';
import { eventually } from '../support/wait.ts';

const { app, commands, customers, help, summary } = {
  app: textsOf('zh-CN', 'app'),
  commands: textsOf('zh-CN', 'commands'),
  customers: textsOf('zh-CN', 'customers'),
  help: textsOf('zh-CN', 'help'),
  summary: textsOf('zh-CN', 'summary'),
};
const { branchManager } = people;

test('everything is at hand by the keyboard: actions, keys, help and a print that says who made it', async ({
  newDevice,
  bank,
}) => {
  const customer = await bank.nextCustomer();
  const device = await newDevice();
  const frame = await signIn(device, branchManager);
  await frame.inSync();
  const { page } = device;
  const shell = new Shell(page);

  await test.step('an action is found by pinyin initials and by English words in the Chinese screen', async () => {
    await shell.run('txl', app.nav.directory);
    await expect(page).toHaveURL(/\/directory$/);
    await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
    await shell.run('dark', commands.theme.dark);
    await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'dark');
    await shell.run('>light', commands.theme.light);
    await shell.run('tgdbd', commands.contrast.more);
    await expect(page.locator('html')).toHaveAttribute('data-contrast', 'more');
    await expectAccessible(page, 'higher contrast');
    await shell.run('contrast', commands.contrast.standard);
  });

  await test.step('Enter that ends a composition is no choice', async () => {
    await shell.palette.focus();
    await shell.palette.dispatchEvent('compositionstart');
    await shell.palette.fill('shezhi');
    await shell.palette.press('Enter');
    await expect(page).toHaveURL(/\/directory$/);
    await shell.palette.dispatchEvent('compositionend');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
  });

  await test.step('the shortcut sheet tells the keys of the customer in front', async () => {
    await frame.find(customer.initials, customer.name);
    await page.keyboard.press('?');
    await expect(shell.sheet).toContainText(customers.task.add);
    await expect(shell.sheet).toContainText(commands.print);
    await expectAccessible(page, 'shortcut sheet');
    await page.keyboard.press('t');
    await expect(shell.sheet).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(shell.sheet).toBeHidden();
    await expect(page.getByRole('form')).toHaveCount(0);
  });

  await test.step('help opens at the chapter of the screen, is searched, and gives the focus back', async () => {
    await device.goOffline();
    await page.keyboard.press('F1');
    await expect(shell.help.getByRole('heading', { level: 2 })).toBeFocused();
    await expect(shell.help).toContainText('Ctrl+Enter');
    await expectAccessible(page, 'help');
    await shell.help.getByRole('searchbox', { name: help.search }).fill('水印');
    await expect(shell.help.getByRole('button', { name: summary.title.slice(2) })).not.toHaveCount(0);
    await page.keyboard.press('Escape');
    await expect(shell.help).toBeHidden();
    await device.goOnline();
  });

  await test.step('a summary is masked, marked on each page, and recorded before it is printed', async () => {
    await page.evaluate(() => {
      window.print = () => document.body.setAttribute('data-printed', '');
    });
    const sheet = await shell.openSummary();
    await expect(sheet).toContainText(customer.name);
    await expect(sheet).toContainText('••');
    await expect(shell.watermark.locator('span').first()).toHaveAttribute(
      'data-text',
      new RegExp(branchManager.name),
    );
    await expectAccessible(page, 'summary');
    expect(await page.title()).not.toContain(customer.name);
    await page.emulateMedia({ media: 'print' });
    await expect(frame.navigation).toBeHidden();
    await expect(shell.watermark).toHaveCSS('position', 'fixed');
    await page.emulateMedia({ media: null });
    await page.getByRole('button', { name: summary.print, exact: true }).click();
    await expect(page.locator('body[data-printed]')).toBeAttached();
    await eventually('the audit log has the print', async () => {
      const { rowCount } = await bank.pool.query(
        `select 1 from audit_log where action = 'act.print' and customer_id = $1`,
        [customer.id],
      );
      return (rowCount ?? 0) > 0;
    });
  });

  for (const [name, viewport] of Object.entries(scaled)) {
    await test.step(`nothing is cut off at ${name}`, async () => {
      await page.setViewportSize(viewport);
      for (const screen of [
        'today',
        'calendar',
        'customers',
        'complaints',
        'inbox',
        'administration',
      ] as const) {
        await frame.go(screen);
        await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
        await expectFits(page, `${screen} at ${name}`);
      }
      await frame.find(customer.initials, customer.name);
      await expectFits(page, `customer at ${name}`);
      await frame.go('settings');
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      await expectFits(page, `settings at ${name}`);
    });
  }
});

test('what was being typed when the page died is back, and gone once it is discarded', async ({
  newDevice,
  bank,
}) => {
  const customer = await bank.nextCustomer();
  const device = await newDevice();
  let frame = await signIn(device, branchManager);
  await frame.inSync();
  const open = async () => {
    const form = device.page.getByRole('form', { name: customers.contact.form });
    await device.page.keyboard.press('c');
    return form.getByLabel(customers.contact.note, { exact: true });
  };
  const typed = '约周五上午面谈';
  await (await frame.find(customer.initials, customer.name)).typeContact(typed);

  await test.step('left for another screen, it is there when the form is opened again', async () => {
    await frame.go('settings');
    await frame.find(customer.initials, customer.name);
    await expect(await open()).toHaveValue(typed);
  });
  await test.step('and after the page was killed and the program started anew', async () => {
    await device.killPage();
    await device.restart();
    frame = await signIn(device, branchManager);
    await frame.inSync();
    await frame.find(customer.initials, customer.name);
    await expect(await open()).toHaveValue(typed);
    await expect(device.page.getByText(app.draft.restored)).toBeVisible();
  });
  await test.step('discarded, it does not come again', async () => {
    await device.page.getByRole('button', { name: app.draft.discard }).click();
    const field = device.page
      .getByRole('form', { name: customers.contact.form })
      .getByLabel(customers.contact.note, { exact: true });
    await expect(field).toHaveValue('');
    await field.press('Escape');
    await frame.go('settings');
    await frame.find(customer.initials, customer.name);
    await expect(await open()).toHaveValue('');
  });
});
