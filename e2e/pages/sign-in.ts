import { expect, type Page } from '@playwright/test';
import { type Language, languageNames } from '#renderer/i18n/resources.ts';
import { textsOf } from './texts.ts';

export class SignInPage {
  readonly #page: Page;
  readonly #texts;

  constructor(page: Page, language: Language = 'zh-CN') {
    this.#page = page;
    this.#texts = textsOf(language, 'session');
  }

  get alert() {
    return this.#page.getByRole('alert');
  }
  get button() {
    return this.#page.getByRole('button', { name: this.#texts.submit, exact: true });
  }
  get title() {
    return this.#page.getByRole('heading', { name: this.#texts.title });
  }

  async chooseLanguage(language: Language): Promise<void> {
    await this.#page.getByText(languageNames[language], { exact: true }).click();
  }

  /** Fills in the form and sends it; what comes of it is the test's to check. */
  async submit(username: string, password: string): Promise<void> {
    await expect(this.button).toBeEnabled();
    await this.#page.getByRole('combobox', { name: this.#texts.username }).fill(username);
    // A password field has no role, and the button that shows it carries the same word.
    await this.#page.locator('input[type=password]').fill(password);
    await this.button.click();
  }
}
