import { Autocomplete, type AutocompleteProps } from '@mantine/core';
import type { KeyboardEvent } from 'react';
import type { TextListName } from '#shared/model/word-lists.ts';
import { useTexts } from './base-lists.tsx';

interface Props extends Omit<AutocompleteProps, 'data' | 'limit' | 'onKeyDown' | 'autoComplete'> {
  /** Whose entries are offered; anything else can be typed. */
  list: TextListName;
}

/** A text with the bank's usual ones under it. */
export function OfferedText({ list, ...props }: Props) {
  const offered = useTexts(list);
  return (
    <Autocomplete
      {...props}
      autoComplete="off"
      data={[...new Set(offered)]}
      limit={30}
      onKeyDown={closeListAlone}
    />
  );
}

/** Escape closes what is open, the list before the form around it. */
function closeListAlone(event: KeyboardEvent<HTMLInputElement>) {
  const list = document.getElementById(event.currentTarget.getAttribute('aria-controls') ?? '');
  if (event.key === 'Escape' && list?.childElementCount) event.preventDefault();
}
