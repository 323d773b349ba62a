import { Autocomplete, type AutocompleteProps } from '@mantine/core';
import type { TextListName } from '#shared/model/word-lists.ts';
import { useTexts } from './base-lists.tsx';

interface Props extends Omit<AutocompleteProps, 'data' | 'limit'> {
  /** Whose entries are offered; anything else can be typed. */
  list: TextListName;
}

/** A text with the bank's usual ones under it. */
export function OfferedText({ list, ...props }: Props) {
  return <Autocomplete {...props} autoComplete="off" data={[...new Set(useTexts(list))]} limit={30} />;
}
