import { Button } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { type RefObject, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './filter-chips.module.css';
import type { ListFilters } from './list-arrangement.ts';
import { activeFilters, type FilterName, withoutFilter } from './list-view.ts';
import { useFilterText } from './use-filter-text.ts';

export interface FilterChipsProps {
  filters: ListFilters;
  onChange: (filters: ListFilters) => void;
  onClear: () => void;
  /** Where the focus goes when the last chip went. */
  afterLast: RefObject<HTMLButtonElement | null>;
}

/** What keeps customers out of the list, each of which can be taken off by itself. */
export function FilterChips({ filters, onChange, onClear, afterLast }: FilterChipsProps) {
  const { t } = useTranslation('portfolio');
  const textOf = useFilterText();
  const listRef = useRef<HTMLUListElement>(null);
  const names = activeFilters(filters);
  if (names.length === 0) return null;

  const remove = (name: FilterName) => {
    const at = names.indexOf(name);
    onChange(withoutFilter(filters, name));
    // The chip goes with the focus on it: the next one takes it.
    requestAnimationFrame(() => {
      const chips = listRef.current?.querySelectorAll<HTMLButtonElement>('li > button') ?? [];
      (chips[Math.min(at, chips.length - 1)] ?? afterLast.current)?.focus();
    });
  };
  return (
    <ul className={styles.chips} ref={listRef} aria-label={t('filter.active')}>
      {names.map((name) => {
        const text = textOf(filters, name);
        return (
          <li key={name}>
            <button
              type="button"
              className={styles.chip}
              aria-label={t('filter.remove', { filter: text })}
              onClick={() => remove(name)}
              onKeyDown={(event) => {
                if (event.key === 'Delete' || event.key === 'Backspace') remove(name);
              }}
            >
              <span>{text}</span>
              <IconX size={12} stroke={2} aria-hidden />
            </button>
          </li>
        );
      })}
      <li>
        <Button size="compact-xs" variant="subtle" color="gray" onClick={onClear}>
          {t('filter.clear')}
        </Button>
      </li>
    </ul>
  );
}
