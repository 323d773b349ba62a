import { Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCustomerSearch } from '#renderer/ui/use-customer-search.ts';
import { useServerAnswer } from '#renderer/ui/use-server-answer.ts';
import { filesResponse } from '#shared/protocol/admin.ts';
import { type AdminFile, fileOfAnswer, fileOfRow, labelOf } from './admin-file.ts';
import { useHoldsFiles } from './use-admin-files.ts';

interface Props {
  label: string;
  value: AdminFile | null;
  onChange: (file: AdminFile | null) => void;
  error?: ReactNode;
  /** Not to be chosen: the other of two. */
  exceptId?: string | undefined;
  autoFocus?: boolean;
}

const SHOWN = 8;

/** One customer: found as everywhere by who holds files, by the exact number by who does not. */
export function CustomerPicker({ label, value, onChange, error, exceptId, autoFocus = false }: Props) {
  const { t } = useTranslation('admin');
  const holds = useHoldsFiles();
  const [typed, setTyped] = useState('');
  const [settled] = useDebouncedValue(typed.trim(), 200);
  const chosen = value === null ? '' : labelOf(value);
  // What stands in the field after a choice is no search.
  const wanted = settled === chosen ? '' : settled;
  const { hits } = useCustomerSearch(holds ? wanted : '', SHOWN);
  const numbers = holds || wanted.length < 4 ? null : { customerNos: [wanted] };
  const { data } = useServerAnswer(numbers && '/admin/files', filesResponse, numbers ?? undefined);
  const found = holds ? hits.map(({ row }) => fileOfRow(row)) : (data?.items ?? []).map(fileOfAnswer);
  const offered = found.filter(({ id }) => id !== exceptId && id !== value?.id);
  const options = value === null ? offered : [value, ...offered];
  return (
    <Select
      label={label}
      required
      placeholder={t(holds ? 'picker.search' : 'picker.number')}
      {...(autoFocus && { 'data-autofocus': true })}
      error={error}
      searchable
      openOnFocus={false}
      clearable
      data={options.map((file) => ({ value: file.id, label: labelOf(file) }))}
      filter={({ options: all }) => all}
      nothingFoundMessage={wanted === '' ? t('picker.type') : t(holds ? 'picker.none' : 'picker.noneNumber')}
      searchValue={typed}
      onSearchChange={setTyped}
      value={value?.id ?? null}
      onChange={(id) => onChange(options.find((file) => file.id === id) ?? null)}
    />
  );
}
