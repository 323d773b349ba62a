import { expect, type Locator, type Page } from '@playwright/test';
import type { Section } from '#renderer/features/admin/sections.ts';
import type { Language } from '#renderer/i18n/resources.ts';
import { fill, textsOf } from './texts.ts';

/** Who has which files, and who is what. */
export class AdministrationPage {
  readonly page: Page;
  readonly texts;
  readonly #reason: string;
  readonly #nav;

  constructor(page: Page, language: Language = 'zh-CN') {
    this.page = page;
    this.texts = textsOf(language, 'admin');
    const app = textsOf(language, 'app');
    this.#reason = app.order.reason;
    this.#nav = app.nav;
  }

  async open(section: Section): Promise<void> {
    const link = this.page
      .getByRole('navigation', { name: this.#nav.label })
      .getByRole('link', { name: this.#nav.administration, exact: true });
    await link.click();
    const tabs = this.page.getByRole('tablist', { name: this.texts.title });
    await expect(tabs.getByRole('tab').first()).toHaveAttribute('aria-selected', 'true');
    const tab = tabs.getByRole('tab', { name: this.texts.section[section], exact: true });
    await tab.click();
    await expect(tab).toHaveAttribute('aria-selected', 'true');
  }

  field(label: string): Locator {
    return this.page.getByRole('combobox', { name: label, exact: true });
  }
  /** Types into a field that offers people or customers, and takes the one with this text by the keyboard. */
  async pick(label: string, typed: string, shown = typed): Promise<void> {
    await this.field(label).fill(typed);
    await this.page.locator('[data-combobox-option]:visible').filter({ hasText: shown }).first().waitFor();
    await this.field(label).press('ArrowDown');
    await this.field(label).press('Enter');
  }
  get dialog(): Locator {
    return this.page.getByRole('dialog');
  }
  async giveReason(reason: string): Promise<void> {
    await this.page.getByLabel(this.#reason).fill(reason);
  }
  button(name: string): Locator {
    return this.page.getByRole('button', { name, exact: true });
  }

  /** Ticks one customer in the list to reassign from. */
  async tick(customer: { name: string; customerNo: string }): Promise<void> {
    await this.page
      .getByRole('textbox', { name: this.texts.reassign.search, exact: true })
      .fill(customer.customerNo);
    await this.page.getByRole('checkbox', { name: `${customer.name} · ${customer.customerNo}` }).check();
  }
  get result(): Locator {
    return this.page.getByRole('region', { name: this.texts.reassign.result });
  }
  moveButton(count: number): Locator {
    return this.button(fill(this.texts.reassign.submit_other, { count }));
  }
  request(customerName: string): Locator {
    return this.page.getByRole('article').filter({ hasText: customerName });
  }
}
