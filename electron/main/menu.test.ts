import type { MenuItemConstructorOptions } from 'electron';
import { describe, expect, it } from 'vitest';
import { type HostLanguage, menuCommand } from '#shared/ipc/desktop-api.ts';
import { type MenuOptions, menuTemplate } from './menu.ts';
import { languageOfSystem } from './texts.ts';

const options: MenuOptions = { language: 'en', platform: 'linux', development: false, send: () => undefined };

function items(changed: Partial<MenuOptions> = {}): MenuItemConstructorOptions[] {
  return menuTemplate({ ...options, ...changed }).flatMap((menu) =>
    Array.isArray(menu.submenu) ? menu.submenu : [],
  );
}

describe('the menu', () => {
  it('holds every command once, each with its own key', () => {
    const commands = items().filter((item) => item.id !== undefined);
    expect(commands.map((item) => item.id).sort()).toEqual([...menuCommand.options].sort());
    expect(new Set(commands.map((item) => item.accelerator)).size).toBe(commands.length);
  });

  it('sends the command that was chosen', () => {
    const sent: string[] = [];
    const menu = items({ send: (command) => sent.push(command) });
    for (const item of menu) (item.click as (() => void) | undefined)?.();
    expect(sent.sort()).toEqual([...menuCommand.options].sort());
  });

  it.each<HostLanguage>(['zh-CN', 'en'])('has a text for every item in %s', (language) => {
    const named = items({ language }).filter((item) => item.type !== 'separator');
    expect(named.every((item) => (item.label ?? '') !== '')).toBe(true);
  });

  it('offers developer tools and reload while developing only', () => {
    const roles = (development: boolean) => items({ development }).map((item) => item.role);
    expect(roles(false)).not.toContain('toggleDevTools');
    expect(roles(false)).not.toContain('reload');
    expect(roles(true)).toContain('toggleDevTools');
  });
});

it.each([
  ['zh-CN', 'zh-CN'],
  ['zh-Hant-TW', 'zh-CN'],
  ['en-GB', 'en'],
  ['de', 'en'],
])('on a system in %s the desktop starts in %s', (locale, language) => {
  expect(languageOfSystem(locale)).toBe(language);
});
