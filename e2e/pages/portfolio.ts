import { expect, type Locator, type Page } from '@playwright/test';
import type { Language } from '#renderer/i18n/resources.ts';
import type { CustomerGroupBy } from '#renderer/replica/api/customer-list.ts';
import { textsOf } from './texts.ts';

/** The customer list: views, filters, groups, selection and what is done with many customers at once. */
export class PortfolioPage {
  readonly #page: Page;
  readonly #texts;
  readonly #list;
  readonly #source: string;

  constructor(page: Page, language: Language = 'zh-CN') {
    this.#page = page;
    this.#texts = textsOf(language, 'portfolio');
    this.#list = textsOf(language, 'customers').list;
    this.#source = textsOf(language, 'model').field.customers.source;
  }

  /** A grid, or a tree of groups. */
  get grid(): Locator {
    return this.#page.locator('#customer-grid');
  }
  get rows(): Locator {
    return this.grid.locator('tbody tr:not([aria-expanded])');
  }
  get groups(): Locator {
    return this.grid.locator('tbody tr[aria-expanded]');
  }
  get selectedRows(): Locator {
    return this.grid.locator('tbody tr[aria-selected=true]');
  }

  async ready(): Promise<void> {
    await expect(this.grid).toHaveAttribute('aria-busy', 'false', { timeout: 30_000 });
    await expect(this.grid).toBeFocused();
  }
  async lines(): Promise<number> {
    return Number(await this.grid.getAttribute('aria-rowcount')) - 1;
  }

  /** With the keyboard: F4, and the view's first letters by arrows. */
  async showView(name: string): Promise<void> {
    await this.#page.keyboard.press('F4');
    await this.#page.getByRole('menuitemradio', { name, exact: true }).press('Enter');
    // The menu gives the focus to the list when it is gone, and takes no keys before.
    await expect(this.#page.getByRole('menuitemradio')).toHaveCount(0);
    await expect(this.grid).toBeFocused();
  }
  async saveViewAs(name: string): Promise<void> {
    await this.#page.keyboard.press('F4');
    await this.#page.getByRole('menuitem', { name: this.#texts.view.saveAs }).press('Enter');
    const dialog = this.#page.getByRole('dialog', { name: this.#texts.view.namePrompt });
    await dialog.getByLabel(this.#texts.view.name).fill(name);
    await this.#page.keyboard.press('Enter');
    await expect(dialog).toBeHidden();
  }
  async groupBy(group: CustomerGroupBy): Promise<void> {
    await this.#page
      .getByLabel(this.#texts.group.label, { exact: true })
      .selectOption({ label: this.#texts.group.by[group] });
  }
  /** Keeps the customers of a source, through the filters. */
  async filterBySource(source: string): Promise<void> {
    await this.#page.getByRole('button', { name: this.#texts.filter.open, exact: true }).click();
    const filters = this.#page.getByRole('dialog', { name: this.#texts.filter.open });
    await filters.getByRole('combobox', { name: this.#source }).fill(source);
    await this.#page.getByRole('option', { name: source, exact: true }).click();
    await this.#page.keyboard.press('Escape');
    await this.#page.keyboard.press('Escape');
    await expect(filters).toBeHidden();
  }
  async searchFor(text: string): Promise<void> {
    await this.#page.getByLabel(this.#list.search, { exact: true }).fill(text);
  }

  async addTag(tag: string): Promise<void> {
    await this.#page.getByRole('button', { name: this.#texts.selection.addTag, exact: true }).click();
    const dialog = this.#page.getByRole('dialog');
    await dialog.getByLabel(this.#texts.bulk.tag, { exact: true }).fill(tag);
    await dialog.getByRole('button', { name: this.#texts.bulk.apply }).click();
    await expect(dialog).toBeHidden({ timeout: 30_000 });
  }
  get undoAll(): Locator {
    return this.#page.getByRole('button', { name: this.#texts.bulk.undo });
  }
}
