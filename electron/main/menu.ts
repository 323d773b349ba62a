import type { MenuItemConstructorOptions } from 'electron';
import type { HostLanguage, MenuCommand } from '#shared/ipc/desktop-api.ts';
import { textsIn } from './texts.ts';

/**
 * Keys of the commands. On macOS `CmdOrCtrl+Shift+Q` would log the user out of the machine: not used; `Cmd+Alt+L` is
 * free there. Some Linux desktops take `Ctrl+Alt+L` to lock the whole screen, which is as good.
 */
const accelerators = {
  lock: 'CmdOrCtrl+Alt+L',
  'sign-out': 'CmdOrCtrl+Shift+L',
  'go-today': 'CmdOrCtrl+1',
  'go-customers': 'CmdOrCtrl+2',
  'go-inbox': 'CmdOrCtrl+3',
  'go-settings': 'CmdOrCtrl+,',
  'find-customer': 'CmdOrCtrl+K',
  'add-contact-log': 'CmdOrCtrl+L',
  'add-task': 'CmdOrCtrl+T',
  'show-unsent': 'CmdOrCtrl+U',
  'sync-now': 'F5',
  print: 'CmdOrCtrl+P',
  'show-help': 'F1',
  // A bare `?` here would take the key away from whoever types a question.
  'show-shortcuts': 'CmdOrCtrl+/',
} satisfies Record<MenuCommand, string>;

export interface MenuOptions {
  language: HostLanguage;
  platform: NodeJS.Platform;
  /** Reload and developer tools: never in an installed program, where they show what screens hide. */
  development: boolean;
  send: (command: MenuCommand) => void;
}

/** The application menu, as Electron's templates. Item ids are the commands, so that tests find them. */
export function menuTemplate(options: MenuOptions): MenuItemConstructorOptions[] {
  const { menus, commands, roles } = textsIn(options.language);

  const command = (id: MenuCommand): MenuItemConstructorOptions => ({
    id,
    label: commands[id],
    accelerator: accelerators[id],
    click: () => options.send(id),
  });
  const role = (name: keyof typeof roles): MenuItemConstructorOptions => ({ role: name, label: roles[name] });
  const separator: MenuItemConstructorOptions = { type: 'separator' };

  return [
    {
      label: menus.file,
      submenu: [
        command('add-contact-log'),
        command('add-task'),
        separator,
        command('sync-now'),
        command('show-unsent'),
        separator,
        command('print'),
        separator,
        command('go-settings'),
        command('lock'),
        command('sign-out'),
        separator,
        role('quit'),
      ],
    },
    {
      label: menus.edit,
      submenu: [
        role('undo'),
        role('redo'),
        separator,
        role('cut'),
        role('copy'),
        role('paste'),
        role('selectAll'),
      ],
    },
    {
      label: menus.go,
      submenu: [command('go-today'), command('go-customers'), command('go-inbox'), command('find-customer')],
    },
    {
      label: menus.view,
      submenu: [
        role('zoomIn'),
        role('zoomOut'),
        role('resetZoom'),
        role('togglefullscreen'),
        ...(options.platform === 'darwin' ? [role('minimize')] : []),
        ...(options.development ? [separator, role('reload'), role('toggleDevTools')] : []),
      ],
    },
    {
      label: menus.help,
      submenu: [command('show-help'), command('show-shortcuts'), separator, role('about')],
    },
  ];
}
