import { NativeSelect } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useProductNames } from '#renderer/ui/use-product-names.ts';
import type { Holding } from '#shared/model/holding.ts';
import { type Transaction, transactionDirection, transactionKind } from '#shared/model/transaction.ts';
import type { TransactionFilter } from './transaction-summary.ts';
import styles from './transactions.module.css';

export interface TransactionFiltersProps {
  filter: TransactionFilter;
  /** Only what occurs among them is offered. */
  transactions: readonly Transaction[];
  holdings: readonly Holding[];
  onChange: (filter: TransactionFilter) => void;
}

export function TransactionFilters({ filter, transactions, holdings, onChange }: TransactionFiltersProps) {
  const { t } = useTranslation(['file', 'model']);
  const productName = useProductNames();
  const kinds = new Set(transactions.map(({ kind }) => kind));
  const accounts = [...new Set(transactions.map(({ holdingId }) => holdingId))];
  const nameOf = (id: string) => {
    const holding = holdings.find((one) => one.id === id);
    if (holding === undefined) return t('transactions.closed');
    const tail = holding.accountNo === undefined ? '' : ` ···· ${holding.accountNo.slice(-4)}`;
    return `${productName(holding)}${tail}`;
  };
  return (
    <div className={styles.filters}>
      <NativeSelect
        aria-label={t('transactions.kind')}
        value={filter.kind}
        onChange={(event) => {
          const kind = transactionKind.safeParse(event.currentTarget.value);
          onChange({ ...filter, kind: kind.success ? kind.data : '' });
        }}
        data={[
          { value: '', label: t('transactions.allKinds') },
          ...transactionKind.options
            .filter((kind) => kinds.has(kind))
            .map((value) => ({ value, label: t(`model:transactionKind.${value}`) })),
        ]}
      />
      <NativeSelect
        aria-label={t('transactions.account')}
        value={filter.holdingId}
        onChange={(event) => onChange({ ...filter, holdingId: event.currentTarget.value })}
        data={[
          { value: '', label: t('transactions.allAccounts') },
          ...accounts.map((value) => ({ value, label: nameOf(value) })),
        ]}
      />
      <NativeSelect
        aria-label={t('transactions.direction')}
        value={filter.direction}
        onChange={(event) => {
          const direction = transactionDirection.safeParse(event.currentTarget.value);
          onChange({ ...filter, direction: direction.success ? direction.data : '' });
        }}
        data={[
          { value: '', label: t('transactions.allDirections') },
          ...transactionDirection.options.map((value) => ({
            value,
            label: t(`model:transactionDirection.${value}`),
          })),
        ]}
      />
    </div>
  );
}
