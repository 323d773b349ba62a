import type { Locator, Page } from '@playwright/test';
import type { Language } from '#renderer/i18n/resources.ts';
import { textsOf } from './texts.ts';

/** The auditor's look at who did what. */
export class AuditLogPage {
  readonly page: Page;
  readonly texts;
  readonly #nav;

  constructor(page: Page, language: Language = 'zh-CN') {
    this.page = page;
    this.texts = textsOf(language, 'audit');
    this.#nav = textsOf(language, 'app').nav;
  }

  async open(): Promise<void> {
    await this.page
      .getByRole('navigation', { name: this.#nav.label })
      .getByRole('link', { name: this.#nav.audit, exact: true })
      .click();
    await this.page.getByRole('heading', { level: 1, name: this.texts.title }).waitFor();
  }

  /** Looks for the lines about a customer, by Enter. */
  async searchCustomer(customerNo: string): Promise<void> {
    const field = this.page.getByRole('textbox', { name: this.texts.filter.customerNo });
    await field.fill(customerNo);
    await field.press('Enter');
  }

  line(action: string): Locator {
    return this.page
      .getByRole('row')
      .filter({ has: this.page.getByRole('cell', { name: action, exact: true }) });
  }

  /** Opens a line; what it says stands beneath it. */
  async openLine(action: string): Promise<void> {
    await this.line(action).first().getByRole('button').press('Enter');
  }

  async show(which: 'lines' | 'gaps'): Promise<void> {
    const label = which === 'lines' ? this.texts.lines : this.texts.gaps.split(' ')[0];
    await this.page
      .getByRole('radiogroup', { name: this.texts.show })
      .getByText(label ?? '')
      .click();
  }

  get exportButton(): Locator {
    return this.page.getByRole('button', { name: this.texts.export.action });
  }
}
