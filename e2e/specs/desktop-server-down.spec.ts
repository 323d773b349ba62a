import { expect } from '@playwright/test';
import { SignInPage } from '../pages/sign-in.ts';
import { textsOf } from '../pages/texts.ts';
import { test } from '../support/fixtures.ts';
import { people } from '../support/people.ts';
import { signIn } from '../support/sign-in.ts';
import { eventually } from '../support/wait.ts';

test('the server is down when the program starts: the device works, and catches up when it is back', async ({
  newDevice,
  bank,
}) => {
  const customer = await bank.nextCustomer();
  const note = `停机期间登记 ${customer.id.slice(-4)}`;
  const device = await newDevice();
  await (await signIn(device, people.teller)).inSync();

  await bank.server.stop();
  try {
    await device.restart();
    const frame = await signIn(device, people.teller);
    await frame.offline();
    const file = await frame.find(customer.initials, customer.name);
    await file.logContact(note);
  } finally {
    await bank.server.start();
  }
  await eventually(
    'the contact log reaches the server',
    async () => {
      const { rowCount } = await bank.pool.query(`select 1 from contact_logs where doc ->> 'note' = $1`, [
        note,
      ]);
      return rowCount === 1;
    },
    60_000,
  );
});

test('a first sign-in without the server says that it is needed', async ({ newDevice }) => {
  const device = await newDevice();
  await device.start();
  await device.goOffline();
  const form = new SignInPage(device.page);
  await form.submit(people.teller.username, people.teller.password);
  await expect(form.alert).toContainText(textsOf('zh-CN', 'errors').code.no_offline_account);
});

/** Kills the server at one moment of the push of an edit; the edit must arrive exactly once all the same. */
for (const moment of ['request', 'answer'] as const) {
  test(`the server is killed while an edit is being pushed (at the ${moment}): it arrives exactly once`, async ({
    newDevice,
    bank,
  }) => {
    const customer = await bank.nextCustomer();
    const note = `推送途中断电 ${moment} ${customer.id.slice(-4)}`;
    const device = await newDevice();
    const frame = await signIn(device, people.teller);
    await frame.inSync();
    const file = await frame.find(customer.initials, customer.name);

    const killed = Promise.withResolvers<void>();
    let pushing = false;
    device.plug.tap((direction, chunk) => {
      if (direction === 'request' && chunk.includes('POST /sync/push')) pushing = true;
      if (!pushing || direction !== moment) return true;
      device.plug.tap(null);
      bank.server.kill().then(killed.resolve, killed.reject);
      // The answer is lost with the server; the request has gone out and may or may not be carried out.
      return moment === 'request';
    });
    await file.logContact(note);
    await killed.promise;
    await bank.server.start();

    await frame.inSync();
    await eventually(
      'the edit has its result',
      async () => {
        const { rowCount } = await bank.pool.query(`select 1 from contact_logs where doc ->> 'note' = $1`, [
          note,
        ]);
        return (rowCount ?? 0) > 0;
      },
      60_000,
    );
    const unsent = await frame.openUnsent();
    await expect(unsent.locator('[data-state=pending], [data-state=sending]')).toHaveCount(0, {
      timeout: 60_000,
    });
    const { rows } = await bank.pool.query<{ logs: number; results: number }>(
      `select (select count(*) from contact_logs where doc ->> 'note' = $1) as logs,
              (select count(*) from mutations where document_id =
                (select id from contact_logs where doc ->> 'note' = $1 limit 1)) as results`,
      [note],
    );
    expect(rows[0]).toEqual({ logs: 1, results: 1 });
  });
}
