import { MultiSelect } from '@mantine/core';
import type { CountedField } from '#renderer/replica/api/customer-list.ts';
import { useKnownTexts } from './use-known-texts.ts';

interface TextsFilterProps {
  field: CountedField;
  label: string;
  /** Instead of the description while no customer has one. */
  none: string;
  description?: string;
  chosen: string[];
  onChange: (chosen: string[]) => void;
}

/** One or several of the texts that customers here have in a field. */
export function TextsFilter({ field, label, none, description, chosen, onChange }: TextsFilterProps) {
  const known = useKnownTexts(field);
  return (
    <MultiSelect
      size="xs"
      label={label}
      description={known.length === 0 ? none : description}
      data={[...new Set([...known.map(({ text }) => text), ...chosen])]}
      value={chosen}
      onChange={onChange}
      maxValues={20}
      searchable
      comboboxProps={{ withinPortal: false }}
    />
  );
}
