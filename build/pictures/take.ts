import { type Language, resources } from '#renderer/i18n/resources.ts';
import { setPolicy, signIn } from './fleet.ts';
import { informationTechnology } from './it.ts';
import { type Sitter, type Studio, sit } from './person.ts';
import type { Variant } from './variants.ts';

/**
 * Pictures of every screen in one language and one variant, named `<language>-<screen>.png`; of one person's alone
 * where `only` says so.
 */
export async function takePictures(
  studio: Studio,
  language: Language,
  variant: Variant,
  only?: string,
): Promise<void> {
  const as = async (username: string, work: (sitter: Sitter) => Promise<void>) => {
    if (only === undefined || only === username) await sit(studio, language, variant, username, work);
  };

  await as('manager', async (sitter) => {
    // What is computed on the replica comes a moment after the first download: Today is looked at second.
    await sitter.visit('calendar');
    await sitter.visit('today');
    await customerList(sitter);
    await customerFile(sitter);
    await overlays(sitter);
    if (sitter.brief) return;
    await summary(sitter);
    await unsentEdit(sitter);
  });
  await as('teller', counter);
  await studio.callIn();
  await as('admin', informationTechnology);
  if (variant.brief) return;
  await as('manager', async (sitter) => {
    for (const screen of ['complaints', 'inbox', 'directory', 'settings'] as const)
      await sitter.visit(screen);
  });
  await as('branch', administration);
  await as('analyst', (sitter) => sitter.visit('overview'));
  await as('auditor', (sitter) => sitter.visit('audit'));
  // For analysts alone, and after their other pictures.
  await signIn(studio.admin, 'admin');
  await setPolicy(studio.admin, { set: { roles: { analyst: { watermark: 'on' } } } });
  await as('analyst', (sitter) => sitter.visit('directory', 'watermark'));
  await setPolicy(studio.admin, { set: {} });
}

async function customerList({ page, visit, take }: Sitter): Promise<void> {
  await visit('customers');
  const first = page.getByRole('grid').locator('tr[data-index="0"]');
  await first.waitFor();
  // Names of colleagues come with the directory, a moment later.
  await page
    .getByRole('grid')
    .getByText(/^(陈志远|Chen Zhiyuan)$/)
    .first()
    .waitFor();
  await take('customers');
}

/** The file of the first customer of the list, with every section of it. */
async function customerFile({ page, language, take, brief }: Sitter): Promise<void> {
  const { customers, file: texts } = resources[language];
  await page.getByRole('grid').locator('tr[data-index="0"]').click();
  const file = page.getByRole('region', { name: customers.page.file });
  await file.waitFor();
  await take('customer');
  const tabs = file.getByRole('tab');
  const names = await tabs.allTextContents();
  for (const [at, name] of names.entries()) {
    if (at === 0 || brief) continue;
    await tabs.nth(at).click();
    await take(name === texts.section.profile ? 'profile' : `customer-${at + 1}`);
  }
  await page.keyboard.press('c');
  await page.getByRole('form', { name: customers.contact.form }).waitFor();
  await take('contact');
  await page.keyboard.press('Escape');
}

/** What lies over and beside a screen. */
async function overlays({ page, language, take }: Sitter): Promise<void> {
  const { commands } = resources[language];
  await page.keyboard.press('Control+k');
  await page.keyboard.type('zh');
  await page.getByRole('option').first().waitFor();
  await take('palette');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await page.keyboard.press('?');
  await page.getByRole('dialog', { name: commands.sheet }).waitFor();
  await take('shortcuts');
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await page.keyboard.press('F1');
  await page.getByRole('complementary').waitFor();
  await take('help');
  await page.keyboard.press('F1');
}

async function summary({ page, language, take }: Sitter): Promise<void> {
  await page.keyboard.press('Control+p');
  await page.getByRole('article', { name: resources[language].summary.title }).waitFor();
  await take('summary');
  await page.keyboard.press('Escape');
}

/** Logs a contact without a network, and opens the list that shows it waiting. */
async function unsentEdit({ page, language, take }: Sitter): Promise<void> {
  const { customers } = resources[language];
  await page.getByRole('region', { name: customers.page.file }).waitFor();
  await page.context().setOffline(true);
  await page.keyboard.press('c');
  const form = page.getByRole('form', { name: customers.contact.form });
  await form.getByLabel(customers.contact.note, { exact: true }).fill(customers.contact.templates.maturity);
  await form.getByRole('button', { name: customers.profile.save }).click();
  await form.waitFor({ state: 'detached' });
  await page.locator('[data-testid=sync-indicator][data-state=offline]').waitFor();
  await page.getByTestId('sync-indicator').click();
  await page.getByRole('dialog').waitFor();
  // It stays offline until its profile goes: an entry that was sent would stand in the other language's pictures.
  await take('unsent');
}

/** The counter as it waits, and with somebody at it. */
async function counter({ page, language, take }: Sitter): Promise<void> {
  await page.getByRole('heading', { level: 1 }).first().waitFor();
  await take('counter-ready');
  const field = page.getByRole('combobox', { name: resources[language].counter.field.label });
  await field.fill('zw');
  await page.getByRole('option').first().waitFor();
  await field.press('Enter');
  await page.getByRole('option').first().waitFor({ state: 'detached' });
  await take('counter');
}

/** Each part of the administration as a branch manager has it. */
async function administration({ page, language, take, visit }: Sitter): Promise<void> {
  const { admin } = resources[language];
  await visit('administration', 'reassign');
  await page.getByRole('region', { name: admin.reassign.pick }).getByRole('checkbox').nth(1).check();
  await take('reassign');
  for (const section of ['covers', 'restrictions', 'people', 'merge'] as const) {
    await page.getByRole('tab', { name: admin.section[section] }).click();
    await take(section);
  }
}
