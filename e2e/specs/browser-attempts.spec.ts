import { expect } from '@playwright/test';
import { LockPage } from '../pages/lock.ts';
import { textsOf } from '../pages/texts.ts';
import { test } from '../support/fixtures.ts';
import { people } from '../support/people.ts';
import { signIn } from '../support/sign-in.ts';

const { teller } = people;
const session = textsOf('zh-CN', 'session');
const errors = textsOf('zh-CN', 'errors');

test('wrong passwords at the lock cost time, without a server too', async ({ newDevice }) => {
  const device = await newDevice();
  const frame = await signIn(device, teller);
  await frame.inSync();
  await device.goOffline();
  await device.command('lock');
  const lock = new LockPage(device.page);
  for (let tries = 0; tries < 3; tries++) {
    await lock.unlock('not-the-password');
    await expect(lock.alert).toContainText(session.lock.wrong);
    await expect(lock.unlockButton).not.toHaveAttribute('data-loading', 'true');
  }
  await lock.unlock(teller.password);
  await expect(lock.alert).toContainText(errors.code.rate_limited);
  await expect(lock.alert).toContainText(/\d+ 秒/);
  await expect(lock.unlockButton).toBeDisabled();

  await expect(lock.unlockButton).toBeEnabled({ timeout: 15_000 });
  await lock.unlock(teller.password);
  await frame.offline();
});
