import { type KeyboardEvent, type ReactNode, useId } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { isTyping } from '#renderer/ui/shortcut.ts';
import styles from './inbox.module.css';

export interface ItemFrameProps {
  /** Names the item to links that lead to it. */
  id: string;
  what: string;
  customerId: string | undefined;
  /** `undefined`: this device does not hold the file. */
  customerName: string | undefined;
  meta: ReactNode;
  badge?: ReactNode;
  tone: 'warning' | 'danger' | 'quiet';
  /** Keys of the item while the focus is in it and nobody types; `mod+Enter` also while somebody does. */
  keys: Readonly<Record<string, () => void>>;
  children: ReactNode;
}

/** One thing to decide: a stop for the arrow keys, with what it is, of whom, and its keys. */
export function ItemFrame(props: ItemFrameProps) {
  const { id, what, customerId, customerName, meta, badge, tone, keys, children } = props;
  const { t } = useTranslation('inbox');
  const headingId = useId();

  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (event.nativeEvent.isComposing || event.defaultPrevented) return;
    const modified = event.ctrlKey || event.metaKey;
    const name = event.key === 'Enter' && modified ? 'mod+Enter' : event.key.toLowerCase();
    if (name !== 'mod+Enter' && (modified || event.altKey)) return;
    if (event.target === event.currentTarget && moveFocus(event.currentTarget, event.key)) {
      event.preventDefault();
      return;
    }
    const run = keys[name];
    if (run === undefined || (name !== 'mod+Enter' && isTyping(event.target))) return;
    event.preventDefault();
    run();
  };

  return (
    <li>
      <article
        className={styles.item}
        data-item={id}
        data-tone={tone}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the arrows go from item to item, and its keys work in it.
        tabIndex={0}
        aria-labelledby={headingId}
        aria-keyshortcuts={Object.keys(keys).map(ariaKey).join(' ')}
        onKeyDown={onKeyDown}
      >
        <div className={styles.head}>
          <h3 className={styles.what} id={headingId}>
            {what}
            {customerName !== undefined && ` · ${customerName}`}
          </h3>
          {badge}
          {customerId !== undefined && customerName !== undefined && (
            <Link className={styles.open} to={`/customers/${customerId}`}>
              {t('item.open')}
            </Link>
          )}
        </div>
        <div className={styles.meta}>{meta}</div>
        {children}
      </article>
    </li>
  );
}

function ariaKey(key: string): string {
  return key === 'mod+Enter' ? 'Control+Enter' : key.toUpperCase();
}

/** Whether the key was one that moves between items. */
function moveFocus(from: HTMLElement, key: string): boolean {
  const items = [...document.querySelectorAll<HTMLElement>('[data-item]')];
  const index = items.indexOf(from);
  const goals: Record<string, number> = {
    ArrowDown: index + 1,
    ArrowUp: index - 1,
    Home: 0,
    End: items.length - 1,
  };
  const goal = goals[key];
  if (goal === undefined) return false;
  const target = items[Math.max(0, Math.min(items.length - 1, goal))];
  target?.focus();
  target?.scrollIntoView({ block: 'nearest' });
  return true;
}
