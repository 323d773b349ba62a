import { ActionIcon, TextInput } from '@mantine/core';
import { IconSearch, IconX } from '@tabler/icons-react';
import { type KeyboardEvent, type RefObject, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { KeyHint } from '#renderer/ui/key-hint.tsx';

export interface ListSearchProps {
  inputRef: RefObject<HTMLInputElement | null>;
  text: string;
  /** The row of the grid that Enter would open. */
  activeRowId: string | undefined;
  onText: (text: string) => void;
  /** A key the grid may want; true when it took it. */
  onKey: (key: string) => boolean;
}

const gridKeys = ['ArrowDown', 'ArrowUp', 'PageDown', 'PageUp', 'Enter'];

/**
 * The list's own search. Arrows and Enter go to the grid, so that initials, an arrow and Enter open a customer
 * without leaving the field. What an input method is still composing is not searched for.
 */
export function ListSearch({ inputRef, text, activeRowId, onText, onKey }: ListSearchProps) {
  const { t } = useTranslation('customers');
  const [draft, setDraft] = useState<string | null>(null);
  const composing = useRef(false);

  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (composing.current || event.nativeEvent.isComposing) return;
    if (event.key === 'Escape') {
      if (text === '') inputRef.current?.blur();
      else onText('');
      event.preventDefault();
    } else if (gridKeys.includes(event.key) && onKey(event.key)) event.preventDefault();
  };

  return (
    <TextInput
      ref={inputRef}
      type="search"
      w={340}
      aria-label={t('list.search')}
      aria-controls="customer-grid"
      {...(activeRowId === undefined ? {} : { 'aria-activedescendant': activeRowId })}
      title={t('list.searchHint')}
      placeholder={t('list.searchPlaceholder')}
      leftSection={<IconSearch size={15} stroke={1.6} aria-hidden />}
      rightSection={
        text === '' ? (
          <KeyHint shortcut="/" decorative />
        ) : (
          <ActionIcon
            size={20}
            aria-label={t('list.clearText')}
            onClick={() => {
              onText('');
              inputRef.current?.focus();
            }}
          >
            <IconX size={13} />
          </ActionIcon>
        )
      }
      value={draft ?? text}
      onCompositionStart={() => {
        composing.current = true;
      }}
      onCompositionEnd={(event) => {
        composing.current = false;
        setDraft(null);
        onText(event.currentTarget.value);
      }}
      onChange={(event) => {
        if (composing.current) setDraft(event.currentTarget.value);
        else onText(event.currentTarget.value);
      }}
      onKeyDown={onKeyDown}
    />
  );
}
