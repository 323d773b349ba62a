import { expect, type Locator, type Page } from '@playwright/test';
import type { ProfileFieldName } from '#renderer/features/customers/profile-fields.ts';
import type { Language } from '#renderer/i18n/resources.ts';
import { textsOf } from './texts.ts';

/** One customer's file. */
export class CustomerPage {
  readonly #page: Page;
  readonly #texts;
  readonly #model;
  readonly #file;

  constructor(page: Page, language: Language = 'zh-CN') {
    this.#page = page;
    this.#texts = textsOf(language, 'customers');
    this.#model = textsOf(language, 'model');
    this.#file = textsOf(language, 'file');
  }

  heading(name: string): Locator {
    return this.#page.getByRole('heading', { level: 1, name });
  }
  get work(): Locator {
    return this.#page.getByRole('region', { name: this.#texts.page.work });
  }
  get file(): Locator {
    return this.#page.getByRole('region', { name: this.#texts.page.file });
  }
  contact(note: string): Locator {
    return this.work.getByRole('listitem').filter({ hasText: note });
  }

  /** Shows the whole log, and says how many entries it has. */
  async countContacts(): Promise<number> {
    const log = this.work.getByRole('region', { name: this.#texts.contact.title });
    const more = log.getByRole('button', { name: this.#texts.contact.showMore });
    const entries = log.getByRole('listitem');
    await expect(entries.first()).toBeVisible();
    while (await more.isVisible()) {
      const before = await entries.count();
      await more.click();
      await expect.poll(() => entries.count()).toBeGreaterThan(before);
    }
    return await entries.count();
  }

  async logContact(note: string): Promise<void> {
    const { form, save } = await this.typeContact(note);
    await save();
    await expect(this.contact(note)).toBeVisible();
    await expect(form).toBeHidden();
  }
  /** Opens the form and types; saving and what comes of it is the test's. */
  async typeContact(text: string) {
    await this.#page.keyboard.press('c');
    const form = this.#page.getByRole('form', { name: this.#texts.contact.form });
    const note = form.getByLabel(this.#texts.contact.note, { exact: true });
    await note.fill(text);
    const save = () => form.getByRole('button', { name: this.#texts.profile.save }).click();
    return { form, note, save };
  }

  async openProfile(): Promise<void> {
    await this.#page.getByRole('tab', { name: this.#file.section.profile }).click();
  }

  async edit(field: ProfileFieldName, value: string): Promise<void> {
    await this.openProfile();
    await this.#page.getByRole('button', { name: this.#texts.profile.edit }).click();
    const form = this.#page.getByRole('form', { name: this.#texts.profile.editing });
    await form.getByLabel(this.#model.field.customers[field], { exact: true }).fill(value);
    await form.getByRole('button', { name: this.#texts.profile.save }).click();
    await expect(form).toBeHidden();
  }

  /** Changes a field that has a few values. */
  async choose(field: ProfileFieldName, value: string): Promise<void> {
    await this.openProfile();
    await this.#page.getByRole('button', { name: this.#texts.profile.edit }).click();
    const form = this.#page.getByRole('form', { name: this.#texts.profile.editing });
    await form.getByLabel(this.#model.field.customers[field], { exact: true }).selectOption(value);
    await form.getByRole('button', { name: this.#texts.profile.save }).click();
    await expect(form).toBeHidden();
  }

  /** Shows IDs and phone numbers in full. */
  async reveal(): Promise<void> {
    const show = this.#page.getByRole('button', { name: this.#texts.page.show });
    if (await show.isVisible()) await show.click();
  }

  /** The value of a field of the profile, for reading. */
  value(field: ProfileFieldName): Locator {
    const label = this.#model.field.customers[field];
    return this.file
      .locator('dt', { hasText: new RegExp(`^${label}$`) })
      .locator('xpath=following-sibling::dd');
  }
}
