import { Button } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { type KeyboardEvent, type RefObject, Suspense, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { LookUpDialog, typedNumber } from '#renderer/features/walk-in/public.tsx';
import { EmptyState } from '#renderer/ui/empty-state.tsx';
import { KeyHint } from '#renderer/ui/key-hint.tsx';
import { useUser } from '#renderer/ui/replica-context.tsx';
import { useCustomerSearch } from '#renderer/ui/use-customer-search.ts';
import { abilityOf } from '#shared/access/ability.ts';
import styles from './customer-search.module.css';
import { SearchOption } from './search-option.tsx';

export const SEARCH_LIMIT = 20;

/** Finds a customer from anywhere: type, arrow down, Enter. */
export function CustomerSearch({ inputRef }: { inputRef: RefObject<HTMLInputElement | null> }) {
  const { t } = useTranslation(['app', 'walkIn']);
  const navigate = useNavigate();
  const listId = useId();
  const [typed, setTyped] = useState('');
  const [composing, setComposing] = useState(false);
  const [open, setOpen] = useState(false);
  const [index, setIndex] = useState(0);
  // What an input method has half composed is not what somebody looks for.
  const [wanted, setWanted] = useState('');
  const { hits, answeredFor } = useCustomerSearch(wanted, SEARCH_LIMIT);
  const answered = answeredFor === wanted;
  const showing = open && wanted !== '' && !composing;
  const [lookingUp, setLookingUp] = useState<string>();
  const mayLookUp = abilityOf(useUser().role).can('read', 'walkIns');
  const offered = mayLookUp && answered && hits.length === 0 && typedNumber(wanted) !== null;
  const selected = Math.min(index, hits.length - 1);

  const type = (text: string, isComposing: boolean) => {
    setTyped(text);
    if (isComposing) return;
    setWanted(text.trim());
    setIndex(0);
    setOpen(true);
  };
  const choose = (position: number) => {
    const hit = hits[position];
    if (!hit) return;
    setOpen(false);
    setTyped('');
    setWanted('');
    inputRef.current?.blur();
    void navigate(`/customers/${hit.row.id}`);
  };
  const lookUp = () => {
    setOpen(false);
    setLookingUp(wanted);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    // 229: the key that ends a composition, where the browser reports the end before the key.
    if (event.nativeEvent.isComposing || event.keyCode === 229) return;
    const move = (to: number) => {
      event.preventDefault();
      setOpen(true);
      setIndex(Math.max(0, Math.min(hits.length - 1, to)));
    };
    if (event.key === 'ArrowDown') move(showing ? selected + 1 : 0);
    else if (event.key === 'ArrowUp') move(selected - 1);
    else if (event.key === 'PageDown') move(selected + 8);
    else if (event.key === 'PageUp') move(selected - 8);
    else if (event.key === 'Enter' && offered && showing) lookUp();
    else if (event.key === 'Enter' && answered) choose(selected);
    else if (event.key === 'Escape') {
      if (showing) setOpen(false);
      else type('', false);
    }
  };

  return (
    <search className={styles.root}>
      <div className={styles.field}>
        <IconSearch size={15} stroke={1.8} aria-hidden />
        <input
          ref={inputRef}
          className={styles.input}
          type="text"
          role="combobox"
          aria-label={t('app:search.label')}
          aria-expanded={showing}
          aria-controls={listId}
          aria-autocomplete="list"
          aria-activedescendant={showing && hits.length > 0 ? `${listId}-${selected}` : undefined}
          placeholder={t('app:search.placeholder')}
          autoComplete="off"
          spellCheck={false}
          value={typed}
          onChange={(event) =>
            type(
              event.currentTarget.value,
              'isComposing' in event.nativeEvent && event.nativeEvent.isComposing === true,
            )
          }
          onCompositionStart={() => setComposing(true)}
          onCompositionEnd={(event) => {
            setComposing(false);
            type(event.currentTarget.value, false);
          }}
          onFocus={() => setOpen(true)}
          onBlur={() => setOpen(false)}
          onKeyDown={onKeyDown}
        />
        <KeyHint shortcut="mod+K" decorative />
      </div>
      {showing && (
        <div className={styles.popup}>
          <div
            className={styles.list}
            id={listId}
            role="listbox"
            aria-label={t('app:search.label')}
            tabIndex={-1}
          >
            {hits.map((hit, position) => (
              <SearchOption
                key={hit.row.id}
                id={`${listId}-${position}`}
                hit={hit}
                selected={position === selected}
                onPoint={() => setIndex(position)}
                onChoose={() => choose(position)}
              />
            ))}
          </div>
          {answered && hits.length === 0 && (
            <EmptyState
              title={t('app:search.none', { text: wanted })}
              description={t(offered ? 'walkIn:offerHint' : 'app:search.noneHint')}
              {...(offered && {
                action: (
                  <Button
                    // The field keeps the focus: a blur would take the button away before the click arrives.
                    onMouseDown={(event) => event.preventDefault()}
                    onClick={lookUp}
                    rightSection={<KeyHint shortcut="Enter" decorative />}
                  >
                    {t('walkIn:offer')}
                  </Button>
                ),
              })}
            />
          )}
          {!answered && hits.length === 0 && <div className={styles.foot}>{t('app:search.searching')}</div>}
          {hits.length > 0 && (
            <div className={styles.foot} role="status">
              {hits.length < SEARCH_LIMIT
                ? t('app:search.results', { count: hits.length })
                : t('app:search.more', { limit: SEARCH_LIMIT })}
            </div>
          )}
        </div>
      )}
      {lookingUp !== undefined && (
        <Suspense>
          <LookUpDialog opened typed={lookingUp} onClose={() => setLookingUp(undefined)} />
        </Suspense>
      )}
    </search>
  );
}
