import type { HostInfo, MenuCommand } from '#shared/ipc/desktop-api.ts';

/**
 * Keys of the commands. Browsers keep Ctrl+1, Ctrl+T and Ctrl+L to themselves, so a page uses Alt; the desktop's
 * menu has accelerators of its own, shown here as its menu shows them. Alt works there as well.
 */
export const shortcuts = {
  'find-customer': { browser: 'mod+K', electron: 'mod+K' },
  'go-today': { browser: 'alt+1', electron: 'mod+1' },
  'go-customers': { browser: 'alt+2', electron: 'mod+2' },
  'go-inbox': { browser: 'alt+3', electron: 'mod+3' },
  'go-settings': { browser: 'alt+,', electron: 'mod+,' },
  'add-contact-log': { browser: 'alt+L', electron: 'mod+L' },
  'add-task': { browser: 'alt+T', electron: 'mod+T' },
  'show-unsent': { browser: 'alt+U', electron: 'mod+U' },
  'sync-now': { browser: 'alt+S', electron: 'F5' },
  lock: { browser: 'mod+alt+L', electron: 'mod+alt+L' },
  'sign-out': { browser: 'alt+shift+Q', electron: 'mod+shift+L' },
  print: { browser: 'mod+P', electron: 'mod+P' },
  'show-help': { browser: 'F1', electron: 'F1' },
  'show-shortcuts': { browser: '?', electron: '?' },
} as const satisfies Record<MenuCommand, Record<HostInfo['host'], string>>;

export const commandsWithShortcut = Object.keys(shortcuts) as MenuCommand[];
