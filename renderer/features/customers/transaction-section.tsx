import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '#renderer/ui/empty-state.tsx';
import { LoadingRows } from '#renderer/ui/loading-rows.tsx';
import { useSyncStatus } from '#renderer/ui/sync-context.tsx';
import { useFormat } from '#renderer/ui/use-format.ts';
import type { Holding } from '#shared/model/holding.ts';
import { useFile } from './file-context.tsx';
import { TransactionFilters } from './transaction-filters.tsx';
import { matching, noFilter, sumsOf } from './transaction-summary.ts';
import { TransactionTable } from './transaction-table.tsx';
import styles from './transactions.module.css';
import { useTransactions } from './use-transactions.ts';

const PAGE = 50;

/** The bookings of this customer, with what came in and went out of those that are shown. */
export function TransactionSection({ holdings }: { holdings: readonly Holding[] }) {
  const { t } = useTranslation(['file', 'errors']);
  const format = useFormat();
  const { customer } = useFile();
  const { connection } = useSyncStatus();
  const { all, loading, older, error, askOlder } = useTransactions(customer.id);
  const [filter, setFilter] = useState(noFilter);
  const [shown, setShown] = useState(PAGE);
  const found = matching(all, filter);
  if (loading) return <LoadingRows rows={8} />;
  const oldest = all.reduce((day, { bookedOn }) => (bookedOn < day ? bookedOn : day), '9999');
  const offline = connection === 'offline';
  return (
    <>
      {all.length > 0 && (
        <TransactionFilters
          filter={filter}
          transactions={all}
          holdings={holdings}
          onChange={(next) => {
            setFilter(next);
            setShown(PAGE);
          }}
        />
      )}
      {found.length > 0 && (
        <div className={styles.sums}>
          {sumsOf(found).map((sum) => {
            const money = (minor: number) => format.money({ minor, currency: sum.currency });
            return (
              <dl key={sum.currency}>
                <dt>{t('transactions.sumIn')}</dt>
                <dd>{money(sum.in)}</dd>
                <dt>{t('transactions.sumOut')}</dt>
                <dd>{money(sum.out)}</dd>
                <dt>{t('transactions.net')}</dt>
                <dd>{money(sum.in - sum.out)}</dd>
              </dl>
            );
          })}
          <span className={styles.count}>
            {t('transactions.count', { count: found.length })}
            {' · '}
            {older === 'unasked' || older === 'asking'
              ? t('transactions.here')
              : t('transactions.onlineFrom', { date: format.date(oldest) })}
          </span>
        </div>
      )}
      {found.length > 0 && <TransactionTable transactions={found.slice(0, shown)} holdings={holdings} />}
      {all.length > 0 && found.length === 0 && <p className={styles.none}>{t('transactions.noMatch')}</p>}
      {all.length === 0 && (
        <EmptyState
          title={t(older === 'all' ? 'transactions.noneOlder' : 'transactions.none')}
          description={older === 'all' ? undefined : t('transactions.noneHint')}
        />
      )}
      <div className={styles.foot}>
        {found.length > shown && (
          <Button variant="subtle" color="gray" onClick={() => setShown(shown + PAGE * 2)}>
            {t('transactions.more')}
          </Button>
        )}
        {older === 'all' ? (
          <span className={styles.quiet}>{t('transactions.allLoaded')}</span>
        ) : offline ? (
          <span className={styles.quiet}>{t('transactions.offline')}</span>
        ) : (
          <Button variant="default" loading={older === 'asking'} onClick={askOlder}>
            {t('transactions.older')}
          </Button>
        )}
        {error !== undefined && !offline && (
          <span className={styles.error} role="alert">
            {t(`errors:code.${error}`)}
          </span>
        )}
      </div>
    </>
  );
}
