import type { Locator, Page } from '@playwright/test';
import type { Language } from '#renderer/i18n/resources.ts';
import { textsOf } from './texts.ts';

/** The bank's devices, for IT. */
export class FleetPage {
  readonly page: Page;
  readonly texts;
  readonly #app;

  constructor(page: Page, language: Language = 'zh-CN') {
    this.page = page;
    this.texts = textsOf(language, 'fleet');
    this.#app = textsOf(language, 'app');
  }

  async open(): Promise<void> {
    const nav = this.page.getByRole('navigation', { name: this.#app.nav.label });
    await nav.getByRole('link', { name: this.#app.nav.devices, exact: true }).click();
    await this.page.getByRole('heading', { name: this.texts.title, level: 1 }).waitFor();
  }
  figure(name: string): Locator {
    return this.page.getByRole('region', { name: this.texts.figures }).getByRole('button', { name });
  }
  /** The device whose id ends like this. */
  row(deviceId: string): Locator {
    return this.page.getByRole('row').filter({ hasText: deviceId.slice(-8) });
  }
  async look(text: string): Promise<void> {
    await this.page.getByRole('textbox', { name: this.texts.filter.text }).fill(text);
    await this.page.keyboard.press('Enter');
  }
  get dialog(): Locator {
    return this.page.getByRole('dialog');
  }
  async giveReason(reason: string): Promise<void> {
    await this.dialog.getByRole('textbox', { name: this.#app.order.reason }).fill(reason);
    await this.page.keyboard.press('Control+Enter');
  }
}
