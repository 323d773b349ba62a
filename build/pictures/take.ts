import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { type Language, languageNames, resources, type Texts } from '#renderer/i18n/resources.ts';
import { demoSignIns } from '#sync-server/demo/sign-ins.ts';

type Screen = keyof Texts['app']['nav'];
type Take = (name: string) => Promise<void>;

/** Pictures of every screen in one language, named `<language>-<screen>.png`. */
export async function takePictures(
  browser: Browser,
  url: string,
  language: Language,
  folder: string,
): Promise<void> {
  const as = (username: string, work: (page: Page, take: Take) => Promise<void>) =>
    withPage(browser, url, language, folder, username, work);

  await as('manager', async (page, take) => {
    await customerScreens(page, language, take);
    await go(page, language, 'directory', take);
    await go(page, language, 'settings', take);
  });
  await as('analyst', (page, take) => go(page, language, 'overview', take));
  await as('branch', (page, take) => administration(page, language, take));
  await as('admin', (page, take) => go(page, language, 'operations', take));
}

async function customerScreens(page: Page, language: Language, take: Take): Promise<void> {
  const { customers } = resources[language];
  await page.locator('[data-testid=sync-indicator][data-state=online]').waitFor({ timeout: 120_000 });
  await take('today');
  await go(page, language, 'customers', async () => undefined);
  const first = page.getByRole('grid').locator('tr[data-index="0"]');
  await first.waitFor();
  await take('customers');
  await first.click();
  await page.getByRole('region', { name: customers.page.file }).waitFor();
  await take('customer');
  await page.getByRole('tab', { name: customers.tab.profile }).click();
  await take('profile');
  await page.keyboard.press('c');
  await page.getByRole('form', { name: customers.contact.form }).waitFor();
  await take('contact');
  await unsentEdit(page, language);
  await take('unsent');
  await page.context().setOffline(false);
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
}

/** Each part of the administration as a branch manager has it. */
async function administration(page: Page, language: Language, take: Take): Promise<void> {
  const { admin } = resources[language];
  await page.locator('[data-testid=sync-indicator][data-state=online]').waitFor({ timeout: 120_000 });
  await go(page, language, 'administration', async () => undefined);
  await page.getByRole('region', { name: admin.reassign.pick }).getByRole('checkbox').nth(1).check();
  await take('reassign');
  for (const section of ['covers', 'restrictions', 'people', 'merge'] as const) {
    await page.getByRole('tab', { name: admin.section[section] }).click();
    await take(section);
  }
}

/** Logs a contact without a network, and opens the list that shows it waiting. */
async function unsentEdit(page: Page, language: Language): Promise<void> {
  const { customers } = resources[language];
  await page.context().setOffline(true);
  const form = page.getByRole('form', { name: customers.contact.form });
  await form.getByLabel(customers.contact.note, { exact: true }).fill(customers.contact.templates.maturity);
  await form.getByRole('button', { name: customers.profile.save }).click();
  await form.waitFor({ state: 'detached' });
  await page.locator('[data-testid=sync-indicator][data-state=offline]').waitFor();
  await page.getByTestId('sync-indicator').click();
  await page.getByRole('dialog').waitFor();
}

async function go(page: Page, language: Language, screen: Screen, take: Take): Promise<void> {
  const { nav } = resources[language].app;
  await page
    .getByRole('navigation', { name: nav.label })
    .getByRole('link', { name: nav[screen], exact: true })
    .click();
  await page.getByRole('heading', { level: 1 }).first().waitFor();
  await take(screen);
}

async function withPage(
  browser: Browser,
  url: string,
  language: Language,
  folder: string,
  username: string,
  work: (page: Page, take: Take) => Promise<void>,
): Promise<void> {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 800 },
    locale: language,
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  const take: Take = async (name) => {
    // Skeletons and fading notices are no pictures of a screen.
    await page.waitForFunction(
      () => document.querySelector('[aria-busy=true], .mantine-Skeleton-root') === null,
    );
    await page.evaluate(() => document.fonts.ready.then(() => undefined));
    await page.screenshot({ path: join(folder, `${language}-${name}.png`), animations: 'disabled' });
  };
  try {
    await page.goto(url);
    await page.getByText(languageNames[language], { exact: true }).click();
    if (username === 'manager') await take('sign-in');
    await signIn(page, language, username);
    await work(page, take);
  } finally {
    await context.close();
  }
}

async function signIn(page: Page, language: Language, username: string): Promise<void> {
  const { session, app } = resources[language];
  const person = demoSignIns.find((candidate) => candidate.username === username);
  if (!person) throw new Error(`The demo bank has no ${username}.`);
  await page.getByRole('combobox', { name: session.username }).fill(person.username);
  await page.locator('input[type=password]').fill(person.password);
  await page.getByRole('button', { name: session.submit, exact: true }).click();
  await page.getByRole('navigation', { name: app.nav.label }).waitFor();
}
