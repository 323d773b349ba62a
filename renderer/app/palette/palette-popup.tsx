import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '#renderer/ui/empty-state.tsx';
import { KeyHint } from '#renderer/ui/key-hint.tsx';
import { ActionOption } from './action-option.tsx';
import { CustomerOption } from './customer-option.tsx';
import styles from './palette.module.css';
import { SEARCH_LIMIT, type usePalette } from './use-palette.ts';

interface Props {
  palette: ReturnType<typeof usePalette>;
  listId: string;
  label: string;
  /** A look-up in the whole bank is possible for what is typed. */
  offered: boolean;
  onLookUp: () => void;
}

export function PalettePopup({ palette, listId, label, offered, onLookUp }: Props) {
  const { t } = useTranslation(['app', 'commands', 'walkIn']);
  const { sections, selected, text, actionsOnly, answered, hits, items } = palette;
  const empty = answered && items.length === 0;
  let position = 0;
  return (
    <div className={styles.popup}>
      <div className={styles.list} id={listId} role="listbox" aria-label={label} tabIndex={-1}>
        {sections.map(({ title, items: rows }) => (
          // biome-ignore lint/a11y/useSemanticElements: a fieldset is no group of options.
          <div key={title} className={styles.section} role="group" aria-labelledby={`${listId}-${title}`}>
            <div className={styles.heading} id={`${listId}-${title}`}>
              {t(`commands:palette.${title}`)}
            </div>
            <div className={styles.rows} role="presentation">
              {rows.map((item) => {
                const own = position++;
                const common = {
                  id: `${listId}-${own}`,
                  selected: own === selected,
                  onPoint: () => palette.select(own),
                  onChoose: () => palette.take(own),
                };
                return item.kind === 'customer' ? (
                  <CustomerOption key={item.key} hit={item.hit} {...common} />
                ) : (
                  <ActionOption key={item.key} action={item.action} {...common} />
                );
              })}
            </div>
          </div>
        ))}
      </div>
      {empty && (
        <EmptyState
          title={t(actionsOnly ? 'commands:palette.none' : 'app:search.none', { text })}
          description={t(
            actionsOnly ? 'commands:palette.noneHint' : offered ? 'walkIn:offerHint' : 'app:search.noneHint',
          )}
          {...(offered &&
            !actionsOnly && {
              action: (
                <Button
                  // The field keeps the focus: a blur would take the button away before the click arrives.
                  onMouseDown={(event) => event.preventDefault()}
                  onClick={onLookUp}
                  rightSection={<KeyHint shortcut="Enter" decorative />}
                >
                  {t('walkIn:offer')}
                </Button>
              ),
            })}
        />
      )}
      <div className={styles.foot}>
        <span role="status">
          {!answered && hits.length === 0 && t('app:search.searching')}
          {answered &&
            text !== '' &&
            hits.length > 0 &&
            (hits.length < SEARCH_LIMIT
              ? t('app:search.results', { count: hits.length })
              : t('app:search.more', { limit: SEARCH_LIMIT }))}
          {actionsOnly && items.length > 0 && t('commands:palette.actions', { count: items.length })}
        </span>
        <span className={styles.hints} aria-hidden>
          <KeyHint shortcut="ArrowUp" /> <KeyHint shortcut="ArrowDown" /> {t('commands:palette.hintMove')}
          <KeyHint shortcut="Enter" /> {t('commands:palette.hintOpen')}
          {palette.hasCustomers && (
            <>
              <KeyHint shortcut=">" /> {t('commands:palette.hintOnly')}
            </>
          )}
        </span>
      </div>
    </div>
  );
}
