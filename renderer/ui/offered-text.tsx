import { Autocomplete, type AutocompleteProps, type OptionsFilter } from '@mantine/core';
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
      filter={unlessChosen}
      onKeyDown={closeListAlone}
    />
  );
}

/** Escape closes what is open, the list before the form around it. */
function closeListAlone(event: KeyboardEvent<HTMLInputElement>) {
  const list = document.getElementById(event.currentTarget.getAttribute('aria-controls') ?? '');
  if (event.key === 'Escape' && list?.childElementCount) event.preventDefault();
}

/** Who comes back to what was chosen may want another: all are there, until something else is typed. */
const unlessChosen: OptionsFilter = ({ options, search, limit }) => {
  const sought = search.trim().toLowerCase();
  const texts = options.flatMap((option) => ('value' in option ? option : []));
  if (texts.some(({ value }) => value === search)) return texts.slice(0, limit);
  return texts.filter(({ label }) => label.toLowerCase().includes(sought)).slice(0, limit);
};
