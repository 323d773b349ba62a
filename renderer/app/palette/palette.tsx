import { IconSearch } from '@tabler/icons-react';
import { type RefObject, Suspense, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { LookUpDialog, typedNumber } from '#renderer/features/walk-in/public.tsx';
import { KeyHint } from '#renderer/ui/key-hint.tsx';
import { useUser } from '#renderer/ui/replica-context.tsx';
import { abilityOf } from '#shared/access/ability.ts';
import styles from './palette.module.css';
import type { PaletteItem } from './palette-items.ts';
import { PalettePopup } from './palette-popup.tsx';
import { noteRecent } from './recent.ts';
import { usePalette } from './use-palette.ts';

interface PaletteProps {
  inputRef: RefObject<HTMLInputElement | null>;
  pathname: string;
}

/** Finds a customer or an action from anywhere: type, arrow down, Enter. */
export function Palette({ inputRef, pathname }: PaletteProps) {
  const { t } = useTranslation('commands');
  const navigate = useNavigate();
  const user = useUser();
  const listId = useId();
  const [lookingUp, setLookingUp] = useState<string>();
  const cameFrom = useRef<Element | null>(null);
  const mayLookUp = abilityOf(user.role).can('read', 'walkIns');
  const offers = (text: string) => mayLookUp && typedNumber(text) !== null;

  const giveBack = () => {
    inputRef.current?.blur();
    if (cameFrom.current instanceof HTMLElement) cameFrom.current.focus({ preventScroll: true });
  };
  const choose = (item: PaletteItem) => {
    if (item.kind === 'customer') {
      inputRef.current?.blur();
      void navigate(`/customers/${item.hit.row.id}`);
      return;
    }
    noteRecent(user.id, 'actions', item.action.id);
    // What the action opens gives the focus back to where it was before, not to this field.
    giveBack();
    item.action.run?.();
  };
  const lookUp = (text: string) => {
    if (!offers(text)) return false;
    setLookingUp(text);
    return true;
  };
  const palette = usePalette({ inputRef, pathname, choose, lookUp });
  const { showing, items, selected, hasCustomers } = palette;
  const label = t(hasCustomers ? 'palette.label' : 'palette.labelActions');

  return (
    <search className={styles.root}>
      <div className={styles.field}>
        <IconSearch size={15} stroke={1.8} aria-hidden />
        <input
          ref={inputRef}
          className={styles.input}
          type="text"
          role="combobox"
          aria-label={label}
          aria-expanded={showing}
          aria-controls={listId}
          aria-autocomplete="list"
          aria-activedescendant={showing && items.length > 0 ? `${listId}-${selected}` : undefined}
          placeholder={t(hasCustomers ? 'palette.placeholder' : 'palette.placeholderActions')}
          autoComplete="off"
          spellCheck={false}
          {...palette.input}
          onFocus={(event) => {
            if (event.relatedTarget !== null) cameFrom.current = event.relatedTarget;
            palette.open();
          }}
          onBlur={palette.close}
        />
        <KeyHint shortcut="mod+K" decorative />
      </div>
      {showing && (
        <PalettePopup
          palette={palette}
          listId={listId}
          label={label}
          offered={offers(palette.text)}
          onLookUp={() => {
            palette.close();
            lookUp(palette.text);
          }}
        />
      )}
      {lookingUp !== undefined && (
        <Suspense>
          <LookUpDialog opened typed={lookingUp} onClose={() => setLookingUp(undefined)} />
        </Suspense>
      )}
    </search>
  );
}
