import { expect, type Locator, type Page } from '@playwright/test';
import type { Language } from '#renderer/i18n/resources.ts';
import { textsOf } from './texts.ts';

/** What lies over or beside every screen: palette, shortcut sheet, guide, printed summary. */
export class Shell {
  readonly #page: Page;
  readonly #commands;
  readonly #language: Language;

  constructor(page: Page, language: Language = 'zh-CN') {
    this.#page = page;
    this.#language = language;
    this.#commands = textsOf(language, 'commands');
  }

  get palette(): Locator {
    return this.#page.getByRole('combobox', { name: this.#commands.palette.label });
  }
  get options(): Locator {
    return this.#page.getByRole('listbox', { name: this.#commands.palette.label }).getByRole('option');
  }
  get sheet(): Locator {
    return this.#page.getByRole('dialog', { name: this.#commands.sheet });
  }
  get help(): Locator {
    return this.#page.getByRole('complementary');
  }
  get watermark(): Locator {
    return this.#page.getByTestId('watermark');
  }

  /** By the keyboard alone: Ctrl+K, a few letters, Enter. */
  async run(typed: string, label: string): Promise<void> {
    await this.#page.keyboard.press('Control+k');
    await expect(this.palette).toBeFocused();
    await this.#page.keyboard.type(typed);
    await expect(this.options.first()).toContainText(label);
    await this.#page.keyboard.press('Enter');
  }

  /** The summary of the open customer, as it will be printed. */
  async openSummary(): Promise<Locator> {
    await this.#page.keyboard.press('Control+p');
    const sheet = this.#page.getByRole('article', { name: textsOf(this.#language, 'summary').title });
    await expect(sheet).toBeVisible();
    return sheet;
  }
}
