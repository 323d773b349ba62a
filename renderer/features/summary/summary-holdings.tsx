import { useTranslation } from 'react-i18next';
import { useFormat } from '#renderer/ui/use-format.ts';
import { useProductNames } from '#renderer/ui/use-product-names.ts';
import type { Holding } from '#shared/model/holding.ts';
import { holdingCategory } from '#shared/model/holding.ts';
import styles from './summary.module.css';
import { MOST } from './use-summary.ts';

/** What is in force, by category and size. */
export function SummaryHoldings({ holdings }: { holdings: readonly Holding[] }) {
  const { t } = useTranslation(['summary', 'model']);
  const format = useFormat();
  const productName = useProductNames();
  const live = holdings
    .filter(({ status }) => status !== 'closed')
    .toSorted(
      (a, b) =>
        holdingCategory.options.indexOf(a.category) - holdingCategory.options.indexOf(b.category) ||
        b.balance.minor - a.balance.minor,
    );
  if (live.length === 0) return <p className={styles.quiet}>{t('summary:noHoldings')}</p>;
  const printed = live.slice(0, MOST.holdings);
  return (
    <>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{t('summary:product')}</th>
            <th scope="col">{t('summary:category')}</th>
            <th scope="col">{t('summary:balance')}</th>
            <th scope="col">{t('summary:rate')}</th>
            <th scope="col">{t('summary:due')}</th>
            <th scope="col">{t('summary:status')}</th>
          </tr>
        </thead>
        <tbody>
          {printed.map((holding) => {
            const due = holding.instalments?.nextDueOn ?? holding.maturesOn;
            return (
              <tr key={holding.id}>
                <td>
                  {productName(holding)}
                  {holding.accountNo !== undefined && (
                    <span className={styles.quiet}> ···· {holding.accountNo.slice(-4)}</span>
                  )}
                </td>
                <td>
                  {t(`model:holdingCategory.${holding.category}`)} ·{' '}
                  {t(`model:holdingPlace.${holding.place}`)}
                </td>
                <td>{format.money(holding.balance)}</td>
                <td>
                  {holding.rateBasisPoints === undefined ? '' : format.percent(holding.rateBasisPoints)}
                </td>
                <td>{due === undefined ? '' : format.date(due)}</td>
                <td>{t(`model:holdingStatus.${holding.status}`)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
      {live.length > printed.length && (
        <p className={styles.quiet}>{t('summary:moreHoldings', { count: live.length - printed.length })}</p>
      )}
    </>
  );
}
