import { expect, type Page } from '@playwright/test';
import { BankProvider } from '#sync-server/test/bank-provider.ts';
import { Frame } from '../pages/frame.ts';
import { LockPage } from '../pages/lock.ts';
import { ProviderSignIn } from '../pages/provider.ts';
import { SignInPage } from '../pages/sign-in.ts';
import { textsOf } from '../pages/texts.ts';
import { expectAccessible } from '../support/accessible.ts';
import type { Bank } from '../support/bank.ts';
import { test } from '../support/fixtures.ts';

const USERNAME = 'vouched';
const PASSPHRASE = 'seven boats in the harbour';
const LABEL = '使用行内统一身份登录';

/** Somebody of the demo's first branch whom the provider vouches for. */
async function addPerson({ pool }: Bank): Promise<void> {
  await pool.query(
    `insert into users (id, username, name, name_en, role, branch_id, password_hash, sign_in)
     select gen_random_uuid(), $1, '统一', 'Vouched', role, branch_id, '-', 'provider' from users where username = 'manager'`,
    [USERNAME],
  );
}

/** On the provider's own pages: who it is, and that Branchline may know. */
async function signInThere(page: Page): Promise<void> {
  await page.getByPlaceholder('Enter any login').fill('S-1042');
  await page.getByPlaceholder('and password').fill('x');
  await page.getByRole('button', { name: 'Sign-in' }).click();
  await page.getByRole('button', { name: 'Continue' }).click();
}

test('[A19] [O19] the bank’s own account signs in, and a passphrase opens this device after it', async ({
  newDevice,
  bank,
}) => {
  const device = await newDevice();
  await device.start();
  const { page } = device;
  const provider = await BankProvider.start(device.plug.url);
  provider.names.set('S-1042', USERNAME);
  const atProvider = new ProviderSignIn(page);
  const lock = new LockPage(page);
  const frame = new Frame(page);
  try {
    await addPerson(bank);
    await bank.server.restartWith(provider.environmentFor(device.plug.url));
    await page.reload();

    await test.step('the first time', async () => {
      await expect(atProvider.button(LABEL)).toBeVisible();
      await expectAccessible(page, 'the sign-in with another way');
      const window = await atProvider.openAt(LABEL);
      await expectAccessible(page, 'waiting for the browser');
      await signInThere(window);
      await expect(atProvider.choice(USERNAME)).toBeVisible();
      await expectAccessible(page, 'choosing a passphrase');
      await atProvider.choose(PASSPHRASE);
      await expect(page.getByRole('heading', { level: 1 })).toHaveText(textsOf('zh-CN', 'app').nav.today);
    });

    await test.step('unlocking takes the passphrase', async () => {
      await device.command('lock');
      await expect(lock.title).toBeVisible();
      await expect(atProvider.passphrase).toBeFocused();
      await lock.unlock(PASSPHRASE);
      await expect(lock.title).toBeHidden();
    });

    await test.step('so does signing in without the server', async () => {
      await frame.inSync();
      await frame.signOut();
      await device.goOffline();
      await new SignInPage(page).submit(USERNAME, PASSPHRASE);
      await frame.signedIn();
      await frame.signOut();
      await device.goOnline();
    });

    await test.step('another time the provider knows who it is, and the device asks for the passphrase', async () => {
      await page.reload();
      await atProvider.openAt(LABEL);
      await expect(atProvider.passphrase).toBeFocused();
      await expectAccessible(page, 'the passphrase after the provider');
      await page.keyboard.type('wrong passphrase');
      await page.keyboard.press('Enter');
      await expect(new SignInPage(page).alert).toContainText(textsOf('zh-CN', 'session').passphrase.wrong);
      await page.keyboard.type(PASSPHRASE);
      await page.keyboard.press('Enter');
      await frame.signedIn();
    });

    await test.step('waiting can be given up by a key', async () => {
      await frame.signOut();
      await provider.stop();
      const window = await atProvider.openAt(LABEL);
      await expect(atProvider.cancel).toBeFocused();
      await page.keyboard.press('Escape');
      await expect(new SignInPage(page).button).toBeVisible();
      await window.close();
    });
  } finally {
    await provider.stop().catch(() => undefined);
    await bank.server.restartWith({});
  }
});
