import { expect } from '@playwright/test';
import type { Frame } from '../pages/frame.ts';
import { fill, textsOf } from '../pages/texts.ts';
import type { Device } from '../support/device.ts';
import { test } from '../support/fixtures.ts';
import { largeBranch } from '../support/large-branch.ts';
import { signIn } from '../support/sign-in.ts';

const { list } = textsOf('zh-CN', 'customers');

/** Bytes: the answers of this download have ten times as many and more. */
const MIDDLE = 5_000;

/** Counts the pulls of a device: all, and those that began from nothing. */
function countPulls(device: Device) {
  const pulls = { all: 0, fromNothing: 0 };
  device.plug.tap((direction, chunk) => {
    if (direction === 'request') {
      pulls.all += chunk.includes('POST /sync/pull') ? 1 : 0;
      pulls.fromNothing += chunk.includes('"checkpoint":null') ? 1 : 0;
    }
    return true;
  });
  return pulls;
}

test('a first download that is broken off again and again goes on where it stopped, and is whole', async ({
  newDevice,
  bank,
}) => {
  const branch = await largeBranch(bank);
  const device = await newDevice();
  await device.start();
  await device.settled();
  const pulls = countPulls(device);

  const frame =
    await test.step('the line is cut in the middle of the first answer: nothing of it is applied', async () => {
      const cut = device.plug.inAnswer({
        path: '/sync/pull',
        after: MIDDLE,
        strike: () => void device.plug.cut(),
      });
      const signedIn = await signIn(device, branch.teller);
      await cut;
      await signedIn.offline();
      await signedIn.go('customers');
      await expect(device.page.getByText(fill(list.countAll, { total: 0 }))).toBeVisible();
      return signedIn;
    });

  await test.step('the server is killed in the middle of the second: the first stays', async () => {
    const killed = device.plug.inAnswer({
      path: '/sync/pull',
      skip: 1,
      after: MIDDLE,
      strike: () => void bank.server.kill(),
    });
    await device.goOnline();
    await killed;
    await frame.offline();
    await expect(device.page.getByText(fill(list.countAll, { total: 0 }))).toBeHidden();
  });

  await test.step('the page is killed in the middle of the second', async () => {
    const begun = device.plug.inAnswer({ path: '/sync/pull', after: MIDDLE, strike: () => undefined });
    await bank.server.start();
    await begun;
    await device.killPage();
    await device.restart();
  });

  await test.step('after a sign-in the rest comes, and all is here', async () => {
    const again: Frame = await signIn(device, branch.teller);
    await again.inSync();
    await again.go('customers');
    await expect(device.page.getByText(fill(list.countAll, { total: branch.customers }))).toBeVisible();
    const file = await again.find(branch.sample.name, branch.sample.name);
    await expect.poll(() => file.countContacts()).toBe(branch.sample.logs);
  });
  expect(pulls.fromNothing).toBe(2);
});
