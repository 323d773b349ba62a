import { useTranslation } from 'react-i18next';
import tableStyles from '#renderer/ui/table.module.css';
import { useFormat } from '#renderer/ui/use-format.ts';
import type { Holding } from '#shared/model/holding.ts';
import type { Transaction } from '#shared/model/transaction.ts';
import styles from './transactions.module.css';

interface Props {
  transactions: readonly Transaction[];
  holdings: readonly Holding[];
}

/** In and out stand in columns of their own: which is which is seen without a sign or a colour. */
export function TransactionTable({ transactions, holdings }: Props) {
  const { t } = useTranslation(['file', 'model']);
  const format = useFormat();
  // Which account it was says something only where there are several.
  const several = new Set(transactions.map(({ holdingId }) => holdingId)).size > 1;
  const tails = new Map(
    holdings.map(({ id, accountNo }) => [id, several ? accountNo?.slice(-4) : undefined]),
  );
  return (
    <table className={`${tableStyles.table} ${styles.table}`}>
      <thead>
        <tr>
          <th scope="col">{t('transactions.date')}</th>
          <th scope="col">{t('transactions.kind')}</th>
          <th scope="col">{t('transactions.counterparty')}</th>
          <th scope="col" className={styles.numeric}>
            {t('transactions.amountIn')}
          </th>
          <th scope="col" className={styles.numeric}>
            {t('transactions.amountOut')}
          </th>
          <th scope="col" className={styles.numeric}>
            {t('transactions.after')}
          </th>
        </tr>
      </thead>
      <tbody>
        {transactions.map((one) => {
          const tail = tails.get(one.holdingId);
          const amount = format.money({ ...one.amount, minor: Math.abs(one.amount.minor) });
          return (
            <tr key={one.id}>
              <td className={styles.date}>
                <time dateTime={one.bookedOn}>{format.date(one.bookedOn)}</time>
              </td>
              <td className={styles.kind}>
                {t(`model:transactionKind.${one.kind}`)}
                {tail !== undefined && <span className={styles.tail}>···· {tail}</span>}
              </td>
              <td className={styles.other} title={one.counterparty}>
                {one.counterparty ?? '—'}
              </td>
              <td className={styles.numeric}>{one.direction === 'credit' ? amount : ''}</td>
              <td className={styles.numeric}>{one.direction === 'debit' ? amount : ''}</td>
              <td className={`${styles.numeric} ${styles.quiet}`}>
                {one.balanceAfter === undefined ? '' : format.money(one.balanceAfter)}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
