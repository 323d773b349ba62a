import { IconScan } from '@tabler/icons-react';
import { type KeyboardEvent, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CustomerOption } from '#renderer/app/palette/customer-option.tsx';
import { useCustomerSearch } from '#renderer/ui/use-customer-search.ts';
import styles from './field.module.css';
import { FieldNotice } from './field-notice.tsx';
import { belongsToInputMethod } from './typing.ts';
import type { Counter } from './use-counter.ts';

const SHOWN = 8;

/** The field that takes whatever there is of a customer. The keys of its list are its own. */
export function CounterField({ counter }: { counter: Counter }) {
  const { t } = useTranslation(['counter', 'app']);
  const listId = useId();
  const { typed, looking, notice } = counter;
  const [composing, setComposing] = useState(false);
  const composedAt = useRef(Number.NEGATIVE_INFINITY);
  const [marked, setMarked] = useState<{ text: string; index: number }>();
  const wanted = composing ? '' : typed.trim();
  const { hits, answeredFor } = useCustomerSearch(wanted, SHOWN);
  const answered = answeredFor === wanted;
  const showing = wanted !== '' && looking === null;
  const chosen = marked?.text === wanted;
  const index = chosen ? Math.min(marked.index, hits.length - 1) : 0;
  const mark = (to: number) => setMarked({ text: wanted, index: Math.max(0, Math.min(hits.length - 1, to)) });

  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (belongsToInputMethod(event.nativeEvent, composedAt.current)) return;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'Enter') {
      event.preventDefault();
      // The element's own value: a reader's Enter may come before the last sign was drawn.
      const text = event.currentTarget.value;
      counter.submit(text, answered && text.trim() === wanted ? hits[index] : undefined, chosen);
    } else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      mark(index + (event.key === 'ArrowDown' ? 1 : -1));
    } else if (event.key === 'Escape' && typed !== '') {
      event.preventDefault();
      counter.type('');
    }
  };

  return (
    <search className={styles.root}>
      <div className={styles.field}>
        <IconScan size={20} stroke={1.6} aria-hidden />
        <input
          className={styles.input}
          data-home
          type="text"
          role="combobox"
          aria-label={t('counter:field.label')}
          aria-expanded={showing && hits.length > 0}
          aria-controls={listId}
          aria-autocomplete="list"
          aria-activedescendant={showing && hits.length > 0 ? `${listId}-${index}` : undefined}
          placeholder={t('counter:field.placeholder')}
          autoComplete="off"
          spellCheck={false}
          value={typed}
          onChange={(event) => counter.type(event.currentTarget.value)}
          onCompositionStart={() => setComposing(true)}
          onCompositionEnd={(event) => {
            setComposing(false);
            composedAt.current = event.timeStamp;
          }}
          onKeyDown={onKeyDown}
        />
      </div>
      <div className={styles.popup} hidden={!showing && looking === null && notice === null}>
        <div className={styles.list} id={listId} role="listbox" aria-label={t('counter:field.label')}>
          {showing &&
            hits.map((hit, position) => (
              <CustomerOption
                key={hit.row.id}
                id={`${listId}-${position}`}
                hit={hit}
                selected={position === index}
                onPoint={() => mark(position)}
                onChoose={() => counter.open(hit.row.id)}
              />
            ))}
        </div>
        <FieldNotice
          counter={counter}
          wanted={wanted}
          searching={showing && !answered && hits.length === 0}
          none={showing && answered && hits.length === 0}
        />
      </div>
    </search>
  );
}
