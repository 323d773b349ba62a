import styles from './page.module.css';

const mac = /mac/i.test(navigator.platform);
const everywhere = {
  arrowup: '↑',
  arrowdown: '↓',
  arrowleft: '←',
  arrowright: '→',
  escape: 'Esc',
  pageup: 'PgUp',
  pagedown: 'PgDn',
};
const signs: Record<string, string> = mac
  ? { ...everywhere, mod: '⌘', alt: '⌥', shift: '⇧', enter: '↵' }
  : { ...everywhere, mod: 'Ctrl', alt: 'Alt', shift: 'Shift', enter: 'Enter' };

/** The keys of a shortcut by the names on this machine's keyboard. */
export function keyNames(shortcut: string): string[] {
  return shortcut
    .split('+')
    .map((part) => signs[part.toLowerCase()] ?? (/^[a-z]$/.test(part) ? part.toUpperCase() : part));
}

/** A shortcut as the keyboard of this machine shows it: `mod+K` is `Ctrl K`, on a Mac `⌘ K`. */
export function KeyHint({ shortcut, decorative = false }: { shortcut: string; decorative?: boolean }) {
  return (
    <kbd className={styles.key} aria-hidden={decorative}>
      {keyNames(shortcut).join(' ')}
    </kbd>
  );
}
