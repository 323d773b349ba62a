/** What of a keyboard event decides; a plain object in tests. */
export interface KeyPress {
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  shiftKey: boolean;
  isComposing: boolean;
  code?: string;
}

/**
 * Whether a key press is the shortcut, written as `mod+K`, `alt+1`, `/`. `mod` is Ctrl, on a Mac Command. A key
 * pressed while an input method composes belongs to the input method.
 */
export function matchesShortcut(shortcut: string, press: KeyPress): boolean {
  if (press.isComposing) return false;
  const parts = shortcut.toLowerCase().split('+');
  const key = parts.at(-1) ?? '';
  const wanted = (name: string) => parts.slice(0, -1).includes(name);
  if (wanted('mod') !== (press.ctrlKey || press.metaKey)) return false;
  if (wanted('alt') !== press.altKey) return false;
  // A sign such as `?` needs Shift on some keyboards and not on others: only letters and digits ask for it.
  if (/^[a-z0-9]$/.test(key) && wanted('shift') !== press.shiftKey) return false;
  if (press.key.toLowerCase() === key) return true;
  // With Alt some systems type another letter (ł for Alt+L): the key's place says which one was meant.
  return press.altKey && (press.code === `Key${key.toUpperCase()}` || press.code === `Digit${key}`);
}

/** Whether the shortcut writes or edits text for whoever is typing: letters, and undo, copy, paste, select all. */
export function isKeyOfText(shortcut: string): boolean {
  if (/^f\d{1,2}$/i.test(shortcut)) return false;
  return !/mod\+|alt\+/i.test(shortcut) || /^mod\+[acvxz]$/i.test(shortcut);
}

/** Whether the focus is where text goes; a tick box takes none. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement && ['checkbox', 'radio', 'button'].includes(target.type))
    return false;
  return target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName);
}

/** Whether the focus is in a dialog: a letter pressed there is not meant for the screen behind it. */
export function isInDialog(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest('[role="dialog"]') !== null;
}
