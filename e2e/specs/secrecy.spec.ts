import { expect } from '@playwright/test';
import { textsOf } from '../pages/texts.ts';
import { test } from '../support/fixtures.ts';
import { findInClear } from '../support/needles.ts';
import { people } from '../support/people.ts';
import { signIn } from '../support/sign-in.ts';

/** Written on purpose where the client writes its settings: the search must find what is there to be found. */
const CANARY = '金丝雀三十七号';

test.use({ wholeBrowser: true });

test('after work online and offline, nothing of a customer lies in clear in the whole profile', async ({
  newDevice,
  bank,
}) => {
  const customer = await bank.nextCustomer();
  const { rows } = await bank.pool.query<{ text: string }>(
    `select distinct x.text from customers c, jsonb_each_text(c.doc) as x(field, text)
      where (c.id = $1 or c.id in (
              select id from customers where length(doc ->> 'name') > 2
                 and branch_id = (select branch_id from customers where id = $1) order by id limit 4))
        and x.field in ('name', 'mobile', 'idNumber', 'email', 'address') and length(x.text) > 2`,
    [customer.id],
  );
  const note = '客户计划六月赎回理财并购房';
  const mobile = '13712345098';
  const secrets = [...rows.map(({ text }) => text), note, mobile];
  const device = await newDevice();
  const said: string[] = [];

  const frame = await signIn(device, people.teller);
  device.page.on('console', (message) => said.push(message.text()));
  await frame.inSync();
  await test.step('work as people do: search by name, read, enter, edit, offline too', async () => {
    await frame.search.fill(customer.name);
    await expect(device.page.getByRole('option').first()).toBeVisible();
    const file = await frame.find(customer.initials, customer.name);
    await file.openProfile();
    await file.reveal();
    await device.goOffline();
    await file.logContact(note);
    await file.edit('mobile', mobile);
    await frame.go('customers');
    const { list } = textsOf('zh-CN', 'customers');
    await device.page.getByRole('searchbox', { name: list.search }).fill(customer.name);
    await frame.go('today');
    await frame.find(customer.initials, customer.name);
    await device.page.keyboard.press('c');
    // Left typed and unsaved when the program is closed: a browser may keep forms for the next start.
    await device.page.keyboard.type(note);
    await frame.search.fill(customer.name);
  });

  await test.step('addresses, titles, settings and the console hold nothing', async () => {
    const open = await device.page.evaluate(() =>
      [location.href, document.title, JSON.stringify(localStorage), JSON.stringify(sessionStorage)].join(),
    );
    for (const secret of secrets) expect([open, ...said].join()).not.toContain(secret);
    await device.page.evaluate((canary) => localStorage.setItem('canary', canary), CANARY);
  });

  await device.close();
  expect((await findInClear(device.folder, [CANARY])).length).toBeGreaterThan(0);
  expect(await findInClear(device.folder, secrets)).toEqual([]);
});
