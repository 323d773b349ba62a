import { isFileSection, sectionsOf } from '#renderer/features/admin/sections.ts';
import { resources } from '#renderer/i18n/resources.ts';
import { DEMO_PASSWORD, demoFloater } from '#sync-server/demo/people.ts';
import type { Sitter } from './person.ts';

/** Two lines that can be entered and two that cannot. */
const STAFF = [
  'username,code,name,nameEn,role,branch',
  'zhou.min,T8101,周敏,Zhou Min,teller,B101',
  'ouyang,T8102,欧阳文静,Ouyang Wenjing,relationship_manager,B101',
  'he.li,T8103,何丽,He Li,cashier,B101',
  'teller,T8104,,Tang Yi,teller,9999',
].join('\n');

/** What IT has: figures, devices, releases, its parts of the administration, and its own second factor. */
export async function informationTechnology(sitter: Sitter): Promise<void> {
  const { page, language, take, visit } = sitter;
  const { admin } = resources[language];
  await visit('operations');
  await devices(sitter);
  await releases(sitter);
  await visit('administration', 'it-administration');
  for (const section of sectionsOf('it_admin')) {
    if (isFileSection(section)) continue;
    await page.getByRole('tab', { name: admin.section[section], exact: true }).click();
    await page.waitForURL((url) => url.href.endsWith(`/administration/${section}`));
    await take(`it-${section}`);
    if (section === 'people') await people(sitter);
    if (section === 'roles') await roles(sitter);
    if (section === 'dictionaries') await dictionaries(sitter);
    if (section === 'policy') await policy(sitter);
  }
  await secondFactor(sitter);
}

async function devices(sitter: Sitter): Promise<void> {
  const { fleet } = resources[sitter.language];
  await sitter.visit('devices');
  await sitter.page
    .getByRole('button', { name: opening(fleet.wipe.of) })
    .first()
    .click();
  await dialog(sitter, 'devices-erase');
  const { page } = sitter;
  await page.getByRole('button', { name: fleet.alert.setAside }).click();
  await page
    .getByRole('button', { name: opening(fleet.handover.of) })
    .first()
    .click();
  await dialog(sitter, 'devices-handover');
}

async function releases(sitter: Sitter): Promise<void> {
  const { releases: texts } = resources[sitter.language];
  const { page, take } = sitter;
  await sitter.visit('releases');
  await page.getByRole('region', { name: texts.adoption.title }).scrollIntoViewIfNeeded();
  const trouble = page.getByRole('region', { name: texts.trouble.title });
  if ((await trouble.count()) > 0) await trouble.scrollIntoViewIfNeeded();
  await take('releases-adoption');
  const widen = page.getByRole('button', { name: opening(texts.widen.of) }).first();
  // A server that takes releases of no key has none.
  if ((await widen.count()) === 0) return;
  await widen.click();
  await dialog(sitter, 'releases-ring');
}

async function people(sitter: Sitter): Promise<void> {
  const { page, language, take } = sitter;
  const { organisation, admin, directory } = resources[language];
  // Somebody whom no other picture signs in.
  await page.getByRole('textbox', { name: directory.filterLabel }).fill(demoFloater.username);
  const button = (name: string) => page.getByRole('button', { name, exact: true });
  await page.getByRole('button', { name: opening(admin.people.changeOf) }).click();
  await dialog(sitter, 'it-person-change');
  await button(organisation.person.add).click();
  await dialog(sitter, 'it-person-add');
  await button(organisation.import.open).click();
  const buffer = Buffer.from(STAFF);
  await page.locator('input[type=file]').setInputFiles({ name: 'staff.csv', mimeType: 'text/csv', buffer });
  await page.getByRole('dialog').getByRole('row').nth(4).waitFor();
  await dialog(sitter, 'it-import');

  await page.getByRole('button', { name: opening(organisation.person.more) }).click();
  await page.getByRole('menuitem', { name: organisation.person.reset }).click();
  await page.getByRole('dialog').getByRole('textbox').fill('本人到场核实');
  await page.getByRole('dialog').getByRole('button', { name: organisation.person.resetSubmit }).click();
  await page.getByRole('dialog').getByRole('table').waitFor();
  await take('it-slip');
  await button(organisation.slip.close).click();
}

/** Takes two fields from a role, without saving it. */
async function roles(sitter: Sitter): Promise<void> {
  const { page, language, take } = sitter;
  const { organisation } = resources[language];
  const choices = page.locator('main').getByRole('listitem').getByRole('combobox');
  await choices.nth(2).selectOption('hidden');
  await choices.nth(5).selectOption('readOnly');
  await choices.nth(5).scrollIntoViewIfNeeded();
  await take('it-roles-fields');
  await page.getByRole('button', { name: organisation.rules.save }).click();
  await dialog(sitter, 'it-roles-save');
  await page.getByRole('button', { name: organisation.rules.discard }).click();
}

/** Words of the program and a list of the bank's own, beside the products that are shown first. */
async function dictionaries(sitter: Sitter): Promise<void> {
  const { page, language, take } = sitter;
  const { organisation } = resources[language];
  const lists = page.getByRole('combobox', { name: organisation.dictionary.choose });
  await lists.selectOption('task_kind');
  await take('it-enumeration');
  await lists.selectOption('industry');
  await take('it-dictionary');
  await page.getByRole('button', { name: organisation.dictionary.add }).click();
  await dialog(sitter, 'it-dictionary-add');
}

/** Changes a choice and a number, without saving them. */
async function policy(sitter: Sitter): Promise<void> {
  const { page, language, take } = sitter;
  const { policy: texts } = resources[language];
  await page.getByRole('spinbutton').or(page.getByRole('textbox')).first().fill('24');
  await page.locator('main table').getByRole('combobox').nth(1).selectOption({ index: 1 });
  await take('it-policy-changed');
  await page.getByRole('button', { name: texts.save, exact: true }).click();
  await dialog(sitter, 'it-policy-save');
  await page.getByRole('button', { name: texts.discard }).click();
}

/** As far as the code that a telephone photographs: nothing holds before its first number is typed. */
async function secondFactor({ page, language, visit, take }: Sitter): Promise<void> {
  const { organisation } = resources[language];
  await visit('settings', 'it-settings');
  await page.getByRole('button', { name: organisation.factor.begin }).click();
  await page.locator('input[type=password]').fill(DEMO_PASSWORD);
  await page.keyboard.press('Enter');
  await page.getByRole('img', { name: organisation.factor.qr }).scrollIntoViewIfNeeded();
  await take('it-factor');
}

/** Takes the dialog that is open, and closes it. */
async function dialog({ page, take }: Sitter, name: string): Promise<void> {
  await page.getByRole('dialog').waitFor();
  await take(name);
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
}

/** What a text with a name in it begins with. */
function opening(text: string): RegExp {
  const [before = '', after = ''] = text.split(/\{\{.*?\}\}/);
  return before === '' ? new RegExp(`${after}$`) : new RegExp(`^${before}`);
}
