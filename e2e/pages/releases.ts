import { expect, type Locator, type Page } from '@playwright/test';
import type { Language } from '#renderer/i18n/resources.ts';
import { textsOf } from './texts.ts';

/** What the operating system's dialog hands over. */
export interface ChosenFile {
  name: string;
  mimeType: string;
  buffer: Buffer;
}

/** Releases of the desktop program, for IT. */
export class ReleasesPage {
  readonly page: Page;
  readonly texts;
  readonly #app;

  constructor(page: Page, language: Language = 'zh-CN') {
    this.page = page;
    this.texts = textsOf(language, 'releases');
    this.#app = textsOf(language, 'app');
  }

  async open(): Promise<void> {
    const nav = this.page.getByRole('navigation', { name: this.#app.nav.label });
    await nav.getByRole('link', { name: this.#app.nav.releases, exact: true }).click();
    await this.page.getByRole('heading', { name: this.texts.title, level: 1 }).waitFor();
  }
  async choose(files: ChosenFile[]): Promise<void> {
    await this.page.locator('input[type="file"]').setInputFiles(files);
  }
  get upload(): Locator {
    return this.page.getByRole('button', { name: this.texts.upload.submit, exact: true });
  }
  async startUpload(): Promise<void> {
    await expect(this.upload).toBeEnabled();
    await this.upload.press('Enter');
  }
  row(version: string): Locator {
    return this.page
      .getByRole('region', { name: this.texts.list.title })
      .getByRole('row')
      .filter({ hasText: version });
  }
  get dialog(): Locator {
    return this.page.getByRole('dialog');
  }
  async giveReason(reason: string): Promise<void> {
    await this.dialog.getByRole('textbox', { name: this.#app.order.reason }).fill(reason);
  }
}
