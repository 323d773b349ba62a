import { readFile } from 'node:fs/promises';
import { expect } from '@playwright/test';
import { AuditLogPage } from '../pages/audit.ts';
import { expectAccessible } from '../support/accessible.ts';
import { test } from '../support/fixtures.ts';
import { people } from '../support/people.ts';
import { signIn } from '../support/sign-in.ts';
import { eventually } from '../support/wait.ts';

test('[U7] [U9] an auditor finds by a customer’s number who opened the file, sees the chain and the missing numbers, and takes the lines away in a file', async ({
  newDevice,
  bank,
}) => {
  const customer = await bank.nextCustomer();
  const numbers = await bank.pool.query<{ number: string }>(
    'select customer_no as number from customers where id = $1',
    [customer.id],
  );
  const { number } = numbers.rows[0] ?? { number: '' };
  const [theirs, ours] = [await newDevice(), await newDevice()];
  const frame = await signIn(theirs, people.teller);
  await frame.inSync();
  await frame.find(customer.initials, customer.name);
  const opened = () =>
    bank.pool.query<{ device_seq: number | null }>(
      `select device_seq from audit_log where customer_id = $1 and action = 'act.open'`,
      [customer.id],
    );
  await eventually('the opening has come', async () => (await opened()).rowCount === 1);
  expect((await opened()).rows[0]?.device_seq).toBeGreaterThan(0);

  await signIn(ours, people.auditor);
  const log = new AuditLogPage(ours.page);
  await log.open();
  await expectAccessible(ours.page, 'the audit log');

  await test.step('by the number, with the keyboard', async () => {
    await log.searchCustomer(number);
    await expect(log.line(log.texts.action.act.open)).toContainText(number);
    await log.openLine(log.texts.action.act.open);
    await expect(ours.page.getByText(log.texts.detail.at)).toBeVisible();
    await expectAccessible(ours.page, 'a line that is open');
  });
  await test.step('the chain is whole', async () => {
    await expect(ours.page.getByText(log.texts.chain.intact, { exact: true })).toBeVisible();
  });
  await test.step('what was found goes into a file, which is in the log itself', async () => {
    const coming = ours.page.waitForEvent('download');
    await log.exportButton.click();
    const text = await readFile(await (await coming).path(), 'utf8');
    expect(text).toContain(number);
    expect(text).not.toContain(customer.name);
    const exported = await bank.pool.query(`select 1 from audit_log where action = 'audit.export'`);
    expect(exported.rowCount).toBe(1);
  });
  await test.step('missing numbers have a list of their own', async () => {
    await log.show('gaps');
    await expect(ours.page.getByRole('heading', { name: log.texts.gap.title })).toBeVisible();
    await expectAccessible(ours.page, 'missing numbers');
  });
});
