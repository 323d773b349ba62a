import type { Locator, Page } from '@playwright/test';
import type { Language } from '#renderer/i18n/resources.ts';
import { textsOf } from './texts.ts';

/** The teller's screen. */
export class CounterPage {
  readonly #page: Page;
  readonly #texts;

  constructor(page: Page, language: Language = 'zh-CN') {
    this.#page = page;
    this.#texts = textsOf(language, 'counter');
  }

  get field(): Locator {
    return this.#page.getByRole('combobox', { name: this.#texts.field.label });
  }
  get options(): Locator {
    return this.#page.getByRole('listbox', { name: this.#texts.field.label }).getByRole('option');
  }
  /** The file that is open, by the customer's name. */
  served(name: string): Locator {
    return this.#page.getByTestId('served').getByRole('heading', { name, exact: true });
  }
  get anyServed(): Locator {
    return this.#page.getByTestId('served');
  }
  get note(): Locator {
    return this.#page
      .getByRole('form', { name: this.#texts.log.region })
      .getByLabel(this.#texts.log.note, { exact: true });
  }
  get contacts(): Locator {
    return this.#page.getByRole('region', { name: this.#texts.contact.title }).getByRole('listitem');
  }
  get offers(): Locator {
    return this.#page.getByRole('region', { name: this.#texts.offer.title });
  }
  notice(text: string): Locator {
    return this.#page.getByRole('alert').filter({ hasText: text });
  }
}
