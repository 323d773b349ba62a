import { expect, type Locator, type Page } from '@playwright/test';
import type { Language } from '#renderer/i18n/resources.ts';
import { fill, textsOf } from './texts.ts';

/** The way round by the bank's provider, and the passphrase that this device asks for after it. */
export class ProviderSignIn {
  readonly #page: Page;
  readonly #texts;

  constructor(page: Page, language: Language = 'zh-CN') {
    this.#page = page;
    this.#texts = textsOf(language, 'session');
  }

  button(label: string): Locator {
    return this.#page.getByRole('button', { name: label, exact: true });
  }
  get waiting(): Locator {
    return this.#page.getByRole('status').filter({ hasText: this.#texts.provider.waiting });
  }
  get cancel(): Locator {
    return this.#page.getByRole('button', { name: this.#texts.provider.cancel });
  }
  get passphrase(): Locator {
    return this.#page.getByLabel(this.#texts.passphrase.label, { exact: true });
  }
  choice(username: string): Locator {
    return this.#page.getByText(fill(this.#texts.passphrase.chooseTitle, { username }));
  }

  /** The window in which the provider asks who somebody is; it closes by itself once it has come back. */
  async openAt(label: string): Promise<Page> {
    const [opened] = await Promise.all([
      this.#page.context().waitForEvent('page'),
      this.button(label).click(),
    ]);
    await expect(this.waiting).toBeVisible();
    return opened;
  }

  /** By the keyboard alone: the focus is there already. */
  async choose(passphrase: string): Promise<void> {
    await expect(this.#page.getByLabel(this.#texts.passphrase.first, { exact: true })).toBeFocused();
    await this.#page.keyboard.type(passphrase);
    // Past the button that shows what was typed.
    await this.#page.getByLabel(this.#texts.passphrase.again, { exact: true }).focus();
    await this.#page.keyboard.type(passphrase);
    await this.#page.keyboard.press('Enter');
  }
}
