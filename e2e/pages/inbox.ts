import type { Locator, Page } from '@playwright/test';
import type { Language } from '#renderer/i18n/resources.ts';
import { textsOf } from './texts.ts';

/** Where people decide about edits. */
export class InboxPage {
  readonly #page: Page;
  readonly #texts;

  constructor(page: Page, language: Language = 'zh-CN') {
    this.#page = page;
    this.#texts = textsOf(language, 'inbox');
  }

  get heading(): Locator {
    return this.#page.getByRole('heading', { level: 1, name: this.#texts.title });
  }
  get conflicts(): Locator {
    return this.#page.getByRole('region', { name: this.#texts.conflict.title });
  }
  get rejected(): Locator {
    return this.#page.getByRole('region', { name: this.#texts.rejected.title });
  }
  get answers(): Locator {
    return this.#page.getByRole('region', { name: this.#texts.answer.title });
  }
  get parked(): Locator {
    return this.#page.getByRole('region', { name: this.#texts.waiting.parkedTitle });
  }
  get requests(): Locator {
    return this.#page.getByRole('region', { name: this.#texts.waiting.requestsTitle });
  }
  /** The item of one customer in a list. */
  of(list: Locator, customerName: string): Locator {
    return list.getByRole('article').filter({ hasText: customerName });
  }
}
