import { describe, expect, it } from 'vitest';
import { isKeyOfText, type KeyPress, matchesShortcut } from './shortcut.ts';

const press = (key: string, more: Partial<KeyPress> = {}): KeyPress => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  isComposing: false,
  ...more,
});

describe('a shortcut', () => {
  it('matches its key with its modifiers and no others', () => {
    expect(matchesShortcut('mod+K', press('k', { ctrlKey: true }))).toBe(true);
    expect(matchesShortcut('mod+K', press('k', { metaKey: true }))).toBe(true);
    expect(matchesShortcut('mod+K', press('k'))).toBe(false);
    expect(matchesShortcut('mod+K', press('k', { ctrlKey: true, shiftKey: true }))).toBe(false);
    expect(matchesShortcut('/', press('/', { ctrlKey: true }))).toBe(false);
  });
  it('leaves keys to the input method while it composes', () => {
    expect(matchesShortcut('Enter', press('Enter', { isComposing: true }))).toBe(false);
  });
  it('finds a letter by its place where Alt types another one', () => {
    expect(matchesShortcut('alt+L', press('ł', { altKey: true, code: 'KeyL' }))).toBe(true);
    expect(matchesShortcut('alt+1', press('¡', { altKey: true, code: 'Digit1' }))).toBe(true);
  });
  it('is left to a text field where it writes or edits text', () => {
    expect(['r', '/', 'mod+Z'].every(isKeyOfText)).toBe(true);
    expect(['mod+K', 'alt+L'].some(isKeyOfText)).toBe(false);
  });
  it('takes signs with or without Shift, as keyboards differ', () => {
    expect(matchesShortcut('?', press('?', { shiftKey: true }))).toBe(true);
  });
});
