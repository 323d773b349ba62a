import { Group, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ListFilters } from './list-arrangement.ts';
import { parseTypedAmount, typedAmountOf } from './typed-amount.ts';

type Bounds = Pick<ListFilters, 'assetsFrom' | 'assetsTo'>;

/** The list compares minor units, whatever their currency. */
const CURRENCY = 'CNY';

const textOf = (minor: number | undefined) =>
  minor === undefined ? '' : typedAmountOf({ minor, currency: CURRENCY });

/** Two amounts as people type them; each works once it can be read. */
export function AssetRange({ filters, onChange }: { filters: Bounds; onChange: (change: Bounds) => void }) {
  const { t } = useTranslation('portfolio');
  return (
    <Group grow align="start">
      <Amount
        label={t('filter.assetsFrom')}
        minor={filters.assetsFrom}
        onChange={(assetsFrom) => onChange({ assetsFrom })}
      />
      <Amount
        label={t('filter.assetsTo')}
        minor={filters.assetsTo}
        onChange={(assetsTo) => onChange({ assetsTo })}
      />
    </Group>
  );
}

function Amount(props: { label: string; minor: number | undefined; onChange: (minor?: number) => void }) {
  const { label, minor, onChange } = props;
  const { t } = useTranslation('portfolio');
  const [typed, setTyped] = useState(() => textOf(minor));
  const [readAs, setReadAs] = useState(minor);
  // A view was chosen, or the filter taken off: the field says what is on.
  if (readAs !== minor) {
    setReadAs(minor);
    setTyped(textOf(minor));
  }
  const amount = typed.trim() === '' ? undefined : parseTypedAmount(typed, CURRENCY);
  const bad = amount === null || (amount?.minor ?? 0) < 0;
  return (
    <TextInput
      label={label}
      placeholder={t('filter.amountHint')}
      value={typed}
      error={bad && t('filter.badAmount')}
      onChange={(event) => {
        const text = event.currentTarget.value;
        setTyped(text);
        const read = text.trim() === '' ? undefined : parseTypedAmount(text, CURRENCY);
        if (read === null || (read?.minor ?? 0) < 0) return;
        setReadAs(read?.minor);
        onChange(read?.minor);
      }}
    />
  );
}
