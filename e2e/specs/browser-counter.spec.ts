import { expect, type Page } from '@playwright/test';
import { CounterPage } from '../pages/counter.ts';
import { textsOf } from '../pages/texts.ts';
import { expectAccessible } from '../support/accessible.ts';
import type { Bank } from '../support/bank.ts';
import { test } from '../support/fixtures.ts';
import { people } from '../support/people.ts';
import { scan } from '../support/reader.ts';
import { signIn } from '../support/sign-in.ts';
import { median, timed } from '../support/timed.ts';

const texts = textsOf('zh-CN', 'counter');
const walkInTexts = textsOf('zh-CN', 'walkIn');
const phrase = texts.log.template.deposit;
/** Milliseconds of program time for look-up, file, log and next. */
const ALLOWED = 2000;
const RUNS = 3;

interface Numbers {
  name: string;
  idNumber: string;
  customerNo: string;
}

/** Keys of retail customers; `ours`: of the teller's branch, with a name that nobody else there has. */
async function customersOf(bank: Bank, ours: boolean, count: number): Promise<Numbers[]> {
  const { rows } = await bank.pool.query<Numbers>(
    `select c.doc ->> 'name' as name, c.doc ->> 'idNumber' as "idNumber", c.customer_no as "customerNo"
       from customers c join users u on u.username = 'teller'
      where c.doc ->> 'kind' = 'retail' and (c.branch_id = u.branch_id::text) = $1
        and c.doc ->> 'lifecycle' = 'active' and c.doc ->> 'idType' = 'resident_id'
        and (select count(*) from customers o where o.doc ->> 'name' like (c.doc ->> 'name') || '%') = 1
      order by c.id desc limit $2`,
    [ours, count],
  );
  return rows;
}

/** A bank card of a customer of the teller's branch, and whose it is. */
async function cardOf(bank: Bank): Promise<{ name: string; number: string }> {
  const { rows } = await bank.pool.query<{ name: string; number: string }>(
    `select c.doc ->> 'name' as name, h.doc ->> 'accountNo' as number
       from holdings h join customers c on c.id = h.customer_id join users u on u.username = 'teller'
      where h.doc ->> 'kind' = 'card' and c.branch_id = u.branch_id::text limit 1`,
  );
  const [card] = rows;
  if (!card) throw new Error('The demo bank has no card at this branch.');
  return card;
}

interface Steps {
  lookUp: number;
  file: number;
  log: number;
  next: number;
}

/** The four steps, by keys alone, and how long each took. */
async function serve(page: Page, { name, customerNo }: Numbers): Promise<Steps> {
  const counter = new CounterPage(page);
  await page.keyboard.type(customerNo.slice(0, -1));
  const lookUp = await timed(page, customerNo.slice(-1), {
    some: { selector: '[role=option]', text: name },
  });
  const file = await timed(page, 'Enter', {
    some: { selector: '[data-testid=served] h2', text: name },
    none: '.mantine-Skeleton-root',
  });
  const opened = await timed(page, 'Control+Enter', { focused: 'form textarea' });
  const chosen = await timed(page, '3', { some: { selector: 'form textarea', text: phrase } });
  const saved = await timed(page, 'Control+Enter', {
    some: { selector: 'section ol li', text: phrase },
    none: 'form textarea',
  });
  const next = await timed(page, 'Escape', { none: '[data-testid=served]', focused: '[role=combobox]' });
  await expect(counter.field).toHaveValue('');
  return { lookUp, file, log: opened + chosen + saved, next };
}

const total = ({ lookUp, file, log, next }: Steps) => lookUp + file + log + next;

function inWords(where: string, runs: readonly Steps[]): string {
  const of = (step: (steps: Steps) => number) => median(runs.map(step)).toFixed(0);
  const [lookUp, file, log, next] = [
    of((steps) => steps.lookUp),
    of((steps) => steps.file),
    of((steps) => steps.log),
    of((steps) => steps.next),
  ];
  return `${where}: look-up ${lookUp}, file ${file}, log ${log}, next ${next}: ${of(total)} ms`;
}

test('a teller serves one customer after the other by keys alone, on the line and off it', async ({
  newDevice,
  bank,
}) => {
  // Ten round trips and four checks of accessibility are much for a machine that has other work.
  test.slow();
  const [first, second, ...served] = await customersOf(bank, true, 2 + 2 * RUNS);
  const [stranger, other] = await customersOf(bank, false, 2);
  if (!first || !second || !stranger || !other) throw new Error('The demo bank is too small.');
  const device = await newDevice();
  const frame = await signIn(device, people.teller);
  const { page } = device;
  const counter = new CounterPage(page);
  const cdp = await page.context().newCDPSession(page);
  await frame.inSync();

  await test.step('the counter is a teller’s first screen, and its field has the focus', async () => {
    await expect(page).toHaveURL(/\/counter$/);
    await expect(counter.field).toBeFocused();
  });

  await test.step('Enter that ends a composition opens nothing, the next one does', async () => {
    await cdp.send('Input.imeSetComposition', { text: first.name, selectionStart: 1, selectionEnd: 1 });
    const enter = { key: 'Enter', code: 'Enter' } as const;
    await cdp.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', ...enter, windowsVirtualKeyCode: 13 });
    await cdp.send('Input.dispatchKeyEvent', { type: 'keyUp', ...enter, windowsVirtualKeyCode: 13 });
    await cdp.send('Input.insertText', { text: first.name });
    // Where the composition's end comes before the key, the key is 229.
    await cdp.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', ...enter, windowsVirtualKeyCode: 229 });
    await expect(counter.options.first()).toContainText(first.name);
    await expect(counter.anyServed).toHaveCount(0);
    await page.keyboard.press('Enter');
    await expect(counter.served(first.name)).toBeVisible();
  });

  await test.step('a reader’s Enter opens the number it read, not what was found before', async () => {
    await page.keyboard.insertText(first.name);
    await expect(counter.options.first()).toContainText(first.name);
    await page.keyboard.press('Escape');
    await scan(cdp, second.idNumber);
    await expect(counter.served(second.name)).toBeVisible();
    await expect(counter.field).toHaveValue('');
    const card = await cardOf(bank);
    await scan(cdp, `;${card.number}=25121010000012300000?`);
    await expect(counter.served(card.name)).toBeVisible();
    await scan(cdp, second.idNumber);
    await expect(counter.served(second.name)).toBeVisible();
  });

  await test.step('a reader takes the next customer out of a note, which is kept', async () => {
    await page.keyboard.press('Control+Enter');
    await expect(counter.note).toBeFocused();
    await page.keyboard.insertText('先记一句');
    await scan(cdp, first.idNumber);
    await expect(counter.served(first.name)).toBeVisible();
    await scan(cdp, second.idNumber);
    await expect(counter.served(second.name)).toBeVisible();
    await expect(async () => {
      await page.keyboard.press('Control+Enter');
      await expect(counter.note).toHaveValue('先记一句', { timeout: 1000 });
    }).toPass();
    await expectAccessible(page, 'the counter with a file and a note');
    await page.keyboard.press('Control+Enter');
    await expect(counter.contacts.filter({ hasText: '先记一句' })).toBeVisible();
  });

  await test.step('Ctrl+Z corrects what was just logged, as an entry of its own', async () => {
    await expect(counter.notice(texts.log.correct)).toBeVisible();
    await page.keyboard.press('Control+z');
    await expect(counter.note).toHaveValue('先记一句');
    await page.keyboard.press('End');
    await page.keyboard.insertText('，已更正');
    await page.keyboard.press('Control+Enter');
    const corrected = counter.contacts.filter({ hasText: '先记一句，已更正' });
    await expect(corrected).toContainText(texts.contact.corrected);
    await expect(counter.contacts.filter({ hasText: /先记一句$/ })).toHaveCount(0);
    await page.keyboard.press('Escape');
  });

  await test.step('a customer of another branch is looked up on the same screen', async () => {
    await scan(cdp, stranger.idNumber);
    const reason = page.getByLabel(walkInTexts.why);
    await expect(reason).toBeFocused();
    await expectAccessible(page, 'the counter with a look-up');
    await reason.selectOption('counter');
    await page.keyboard.press('Control+Enter');
    await expect(counter.served(stranger.name)).toBeVisible({ timeout: 30_000 });
    await expect(page).toHaveURL(/\/counter$/);
    await page.keyboard.press('Escape');
  });

  const online: Steps[] = [];
  const offline: Steps[] = [];
  for (const customer of served.slice(0, RUNS)) online.push(await serve(page, customer));
  await device.goOffline();
  await frame.offline();
  for (const customer of served.slice(RUNS)) offline.push(await serve(page, customer));
  for (const said of [inWords('online', online), inWords('offline', offline)]) {
    test.info().annotations.push({ type: 'measured', description: said });
    console.log(said);
  }
  expect(median(online.map(total))).toBeLessThan(ALLOWED);
  expect(median(offline.map(total))).toBeLessThan(ALLOWED);

  await test.step('offline, a contact without a file waits, and joins it when the line is back', async () => {
    await scan(cdp, other.idNumber);
    const form = page.getByRole('form', { name: walkInTexts.unattached.title });
    await expect(form.getByLabel(walkInTexts.why)).toBeFocused();
    await expectAccessible(page, 'a contact without a file');
    await form.getByLabel(walkInTexts.why).selectOption('card');
    await form.getByLabel(walkInTexts.unattached.name).fill(other.name);
    await page.keyboard.press('Control+Enter');
    const waiting = page.getByRole('region', { name: walkInTexts.unattached.waiting });
    await expect(waiting).toContainText(walkInTexts.unattached.state.waiting);
    await expect(counter.field).toBeFocused();
    await expectAccessible(page, 'the counter, ready, with contacts that wait');
    await device.goOnline();
    await frame.inSync();
    await expect(waiting).toContainText(walkInTexts.unattached.state.matched, { timeout: 60_000 });
  });
});
