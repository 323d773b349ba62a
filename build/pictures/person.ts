import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { type Language, languageNames, resources, type Texts } from '#renderer/i18n/resources.ts';
import { demoSignIns } from '#sync-server/demo/sign-ins.ts';
import type { SpeakingDevice } from '#sync-server/test/speaking-device.ts';
import { fileOf, type Variant } from './variants.ts';

export interface Studio {
  browser: Browser;
  url: string;
  /** Where the sets of pictures go. */
  folder: string;
  /** Arranges at the server what pictures show. */
  admin: SpeakingDevice;
  /** Has the bank's other devices report once more. */
  callIn(): Promise<void>;
}

/** One signed-in person's screens, to be walked through and taken. */
export interface Sitter {
  page: Page;
  language: Language;
  brief: boolean;
  take(screen: string): Promise<void>;
  /** Opens a screen by the navigation and takes it. */
  visit(screen: keyof Texts['app']['nav'], name?: string): Promise<void>;
}

/** Signs somebody in on a fresh browser profile, and lets `work` walk through the screens. */
export async function sit(
  { browser, url, folder }: Studio,
  language: Language,
  variant: Variant,
  username: string,
  work: (sitter: Sitter) => Promise<void>,
): Promise<void> {
  const to = join(folder, variant.name);
  await mkdir(to, { recursive: true });
  const context = await browser.newContext({
    viewport: variant.viewport,
    locale: language,
    reducedMotion: 'reduce',
  });
  await context.addInitScript(({ theme, contrast }) => {
    localStorage.setItem('branchline.theme', theme);
    localStorage.setItem('branchline.contrast', contrast);
  }, variant);
  const page = await context.newPage();
  const take = async (screen: string) => {
    // Skeletons and fading notices are no pictures of a screen.
    await page.waitForFunction(
      () =>
        document.querySelector('[aria-busy=true], .mantine-Skeleton-root, main > .mantine-Loader-root') ===
          null &&
        ![...document.querySelectorAll('a, dd, td')].some(({ textContent }) =>
          /(^|· )…$/.test(textContent ?? ''),
        ),
    );
    await page.evaluate(() => document.fonts.ready.then(() => undefined));
    await page.screenshot({
      path: join(to, fileOf(language, screen)),
      animations: 'disabled',
      // What the day's plan announces at this hour.
      style: '.mantine-Notifications-root { display: none }',
    });
  };
  const { app } = resources[language];
  const visit: Sitter['visit'] = async (screen, name = screen) => {
    await page
      .getByRole('navigation', { name: app.nav.label })
      .getByRole('link', { name: app.nav[screen], exact: true })
      .click();
    await page.locator('a[aria-current=page]', { hasText: app.nav[screen] }).waitFor();
    await page.locator('main > .mantine-Loader-root').waitFor({ state: 'detached' });
    await page.getByRole('heading', { level: 1 }).first().waitFor();
    await take(name);
  };
  try {
    await page.goto(url);
    await page.getByText(languageNames[language], { exact: true }).click();
    if (username === 'manager') await take('sign-in');
    await signIn(page, language, username);
    await work({ page, language, brief: variant.brief, take, visit });
  } catch (error) {
    // The rest is worth having: one screen that changed must not cost the other pictures.
    console.error(`${language} ${variant.name} ${username}: ${String(error)}`);
    process.exitCode = 1;
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
  await page.locator('[data-testid=sync-indicator][data-state=online]').waitFor({ timeout: 120_000 });
}
