import { Button, Checkbox, NativeSelect } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { customerKind, grade, lifecycle } from '#shared/model/customer.ts';
import { isFiltered, type ListFilters } from './list-view.ts';

export interface ListFiltersBarProps {
  filters: ListFilters;
  onChange: (filters: ListFilters) => void;
  onClear: () => void;
}

const choices = { kind: customerKind.options, grade: grade.options, lifecycle: lifecycle.options } as const;

/** Native selects: a letter chooses, no list to open and close, and screen readers know them. */
export function ListFiltersBar({ filters, onChange, onClear }: ListFiltersBarProps) {
  const { t } = useTranslation(['customers', 'model']);
  const choose = (name: keyof typeof choices, value: string) =>
    onChange({ ...filters, [name]: choices[name].find((option) => option === value) });
  return (
    <>
      <NativeSelect
        aria-label={t('model:field.customers.kind')}
        value={filters.kind ?? ''}
        onChange={(event) => choose('kind', event.currentTarget.value)}
        data={[
          { value: '', label: t('list.any', { what: t('list.kind') }) },
          ...customerKind.options.map((value) => ({ value, label: t(`model:kind.${value}`) })),
        ]}
      />
      <NativeSelect
        aria-label={t('model:field.customers.grade')}
        value={filters.grade ?? ''}
        onChange={(event) => choose('grade', event.currentTarget.value)}
        data={[
          { value: '', label: t('list.any', { what: t('list.grade') }) },
          ...grade.options.map((value) => ({ value, label: t(`model:grade.${value}`) })),
        ]}
      />
      <NativeSelect
        aria-label={t('model:field.customers.lifecycle')}
        value={filters.lifecycle ?? ''}
        onChange={(event) => choose('lifecycle', event.currentTarget.value)}
        data={[
          { value: '', label: t('list.any', { what: t('list.lifecycle') }) },
          ...lifecycle.options.map((value) => ({ value, label: t(`model:lifecycle.${value}`) })),
        ]}
      />
      <Checkbox
        size="xs"
        label={t('list.mine')}
        checked={filters.mine}
        onChange={(event) => onChange({ ...filters, mine: event.currentTarget.checked })}
      />
      {isFiltered(filters) && (
        <Button variant="subtle" color="gray" onClick={onClear}>
          {t('list.clear')}
        </Button>
      )}
    </>
  );
}
