import { expect } from '@playwright/test';
import { textsOf } from '../pages/texts.ts';
import { flipStoredBytes } from '../support/corrupt.ts';
import { test } from '../support/fixtures.ts';
import { people } from '../support/people.ts';
import { signIn } from '../support/sign-in.ts';
import { eventually } from '../support/wait.ts';

test('a replica that the disk damaged is fetched again, says so, and the unsent edit arrives', async ({
  newDevice,
  bank,
}) => {
  const customer = await bank.nextCustomer();
  const note = `磁盘损坏前登记 ${customer.id.slice(-4)}`;
  const device = await newDevice();
  const frame = await signIn(device, people.teller);
  await frame.inSync();
  const file = await frame.find(customer.initials, customer.name);
  await device.goOffline();
  await frame.offline();
  await file.logContact(note);
  await frame.signOut();

  await expect.poll(() => flipStoredBytes(device.page)).toBeGreaterThan(0);
  await device.restart();
  // It heals in a second or two at this size: whoever only looks now and then would miss the words.
  await device.page.evaluate(() => {
    const seen: string[] = [];
    Object.assign(window, { seen });
    new MutationObserver(() => {
      const words = document.querySelector('[data-testid=repair]')?.textContent;
      if (words && seen.at(-1) !== words) seen.push(words);
    }).observe(document.body, { childList: true, subtree: true, characterData: true });
  });
  const healed = await signIn(device, people.teller);
  const { repair } = textsOf('zh-CN', 'app');
  const said = () => device.page.evaluate(() => (window as unknown as { seen: string[] }).seen.join());
  const sentence = new RegExp(`${repair.waiting}|${repair.damaged}|${repair.rebuilt}`);
  await expect.poll(said, { timeout: 30_000 }).toMatch(sentence);

  await device.goOnline();
  await healed.inSync();
  await expect(device.page.getByTestId('repair')).toHaveCount(0, { timeout: 60_000 });
  const again = await healed.find(customer.initials, customer.name);
  await expect(again.contact(note)).toBeVisible();
  await eventually(
    'the edit reaches the server once',
    async () => {
      const { rowCount } = await bank.pool.query(`select 1 from contact_logs where doc ->> 'note' = $1`, [
        note,
      ]);
      return rowCount === 1;
    },
    60_000,
  );
});
