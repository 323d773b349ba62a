import { expect, type Locator, type Page } from '@playwright/test';
import type { Language } from '#renderer/i18n/resources.ts';
import { SignInPage } from './sign-in.ts';
import { textsOf } from './texts.ts';

/** What stands in the place of the screens while a session is locked. */
export class LockPage {
  readonly #page: Page;
  readonly #texts;
  readonly #language: Language;

  constructor(page: Page, language: Language = 'zh-CN') {
    this.#page = page;
    this.#language = language;
    this.#texts = textsOf(language, 'session');
  }

  get title(): Locator {
    return this.#page.getByRole('heading', { level: 1, name: this.#texts.lock.title });
  }
  get alert(): Locator {
    return this.#page.getByRole('alert');
  }
  get password(): Locator {
    return this.#page.locator('input[type=password]');
  }
  get unlockButton(): Locator {
    return this.#page.getByRole('button', { name: this.#texts.lock.submit, exact: true });
  }
  get state(): Locator {
    return this.#page.getByRole('main').getByRole('status');
  }

  /** By the keyboard alone: the focus is there already. */
  async unlock(password: string): Promise<void> {
    await expect(this.password).toBeFocused();
    await this.#page.keyboard.type(password);
    await this.#page.keyboard.press('Enter');
  }

  /** From the locked screen to the sign-in of somebody else. */
  async switchTo(username: string, password: string): Promise<void> {
    const form = new SignInPage(this.#page, this.#language);
    const other = this.#page.getByRole('button', { name: this.#texts.lock.switch });
    if (await other.isVisible()) await other.click();
    await form.submit(username, password);
  }
}
