import { expect, type Locator, type Page } from '@playwright/test';
import type { Language } from '#renderer/i18n/resources.ts';
import { CustomerPage } from './customer.ts';
import { textsOf } from './texts.ts';

/** What is around every screen: navigation, search, sync state, the user's menu. */
export class Frame {
  readonly page: Page;
  readonly language: Language;
  readonly #texts;

  constructor(page: Page, language: Language = 'zh-CN') {
    this.page = page;
    this.language = language;
    this.#texts = textsOf(language, 'app');
  }

  get navigation(): Locator {
    return this.page.getByRole('navigation', { name: this.#texts.nav.label });
  }
  get sync(): Locator {
    return this.page.getByTestId('sync-indicator');
  }
  get search(): Locator {
    const { label } = textsOf(this.language, 'commands').palette;
    return this.page.getByRole('combobox', { name: label });
  }

  async signedIn(): Promise<void> {
    await expect(this.navigation).toBeVisible({ timeout: 30_000 });
  }
  /** The first download is whole and nothing waits to be sent. */
  async inSync(): Promise<void> {
    await expect(this.sync).toHaveAttribute('data-state', 'online', { timeout: 60_000 });
  }
  async offline(): Promise<void> {
    await expect(this.sync).toHaveAttribute('data-state', 'offline', { timeout: 60_000 });
  }

  /** Opens a screen and waits for it: until then keys go to the one before. */
  async go(screen: keyof Texts['nav']): Promise<void> {
    const link = this.navigation.getByRole('link', { name: this.#texts.nav[screen], exact: true });
    await link.click();
    await expect(link).toHaveAttribute('aria-current', 'page');
    await expect(this.page.locator('#content > .mantine-Loader-root')).toHaveCount(0);
  }

  customer(): CustomerPage {
    return new CustomerPage(this.page, this.language);
  }

  /** Types into the search and opens the hit with this name by the keyboard. */
  async find(typed: string, name: string): Promise<CustomerPage> {
    await this.search.fill(typed);
    const option = this.page.getByRole('option').filter({ hasText: name }).first();
    await expect(option).toBeVisible();
    await option.click();
    const customer = this.customer();
    await expect(customer.heading(name)).toBeVisible();
    return customer;
  }

  get userMenu(): Locator {
    return this.page.getByRole('banner').locator('button[aria-haspopup=menu]');
  }
  async signOut(): Promise<void> {
    await this.choose('signOut');
    await this.confirmSignOut();
  }
  /** The question before a session ends. */
  get signOutDialog(): Locator {
    return this.page.getByRole('dialog', { name: this.#texts.signOut.title });
  }
  async confirmSignOut(options: { erase?: boolean } = {}): Promise<void> {
    const { signOut, action } = this.#texts;
    if (options.erase === true) await this.signOutDialog.getByLabel(signOut.erase).check();
    const name = options.erase === true ? signOut.confirmErase : action.signOut;
    await this.signOutDialog.getByRole('button', { name, exact: true }).click();
  }
  /** Picks an item of the user's menu. */
  async choose(item: 'lock' | 'switchUser' | 'signOut'): Promise<void> {
    await this.userMenu.click();
    await this.page.getByRole('menuitem', { name: this.#texts.action[item] }).click();
  }

  async openUnsent(): Promise<Locator> {
    await this.sync.click();
    const drawer = this.page.getByRole('dialog', { name: textsOf(this.language, 'outbox').title });
    await expect(drawer).toBeVisible();
    return drawer;
  }
}

type Texts = ReturnType<typeof textsOf<'app'>>;
