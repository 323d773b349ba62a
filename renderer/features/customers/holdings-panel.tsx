import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '#renderer/ui/empty-state.tsx';
import { useProductNames } from '#renderer/ui/use-product-names.ts';
import type { Holding } from '#shared/model/holding.ts';
import { groupHoldings, type HoldingGroup, inForce } from './holding-groups.ts';
import { HoldingRow } from './holding-row.tsx';
import styles from './holdings.module.css';
import { MoneyList } from './money-list.tsx';

export function HoldingsPanel({ holdings }: { holdings: readonly Holding[] }) {
  const { t } = useTranslation('customers');
  const [withClosed, setWithClosed] = useState(false);
  const productName = useProductNames();
  if (holdings.length === 0)
    return <EmptyState title={t('holdings.none')} description={t('holdings.noneHint')} />;
  const groups = groupHoldings(holdings).filter((group) => withClosed || group.holdings.some(inForce));
  const closed = holdings.filter((holding) => !inForce(holding)).length;
  return (
    <>
      {groups.map((group) => (
        <GroupTable key={group.category} group={group} withClosed={withClosed} productName={productName} />
      ))}
      {closed > 0 && (
        <Button
          variant="subtle"
          color="gray"
          className={styles.more}
          aria-expanded={withClosed}
          onClick={() => setWithClosed(!withClosed)}
        >
          {withClosed ? t('holdings.hideClosed') : t('holdings.showClosed', { count: closed })}
        </Button>
      )}
    </>
  );
}

/** One set of widths for all categories, so that amounts stand under amounts. */
const widths = [
  ['product', 'auto'],
  ['balance', '142px'],
  ['rate', '64px'],
  ['due', '104px'],
  ['status', '84px'],
] as const;

interface GroupProps {
  group: HoldingGroup;
  withClosed: boolean;
  productName: (holding: Holding) => string;
}

function GroupTable({ group, withClosed, productName }: GroupProps) {
  const { t } = useTranslation(['customers', 'model']);
  const shown = withClosed ? group.holdings : group.holdings.filter(inForce);
  const elsewhere = group.holdings.some((holding) => inForce(holding) && holding.place !== 'ours');
  return (
    <table className={styles.table}>
      <caption className={styles.caption}>
        <span className={styles.category}>{t(`model:holdingCategory.${group.category}`)}</span>
        {group.category !== 'intermediary' && (
          <strong>
            <MoneyList sums={group.totals} none={t('figure.none')} />
          </strong>
        )}
        {elsewhere && group.ours.length > 0 && (
          <span className={styles.quiet}>
            {t('holdings.ours', { amount: '' })}
            <MoneyList sums={group.ours} none="" />
          </span>
        )}
      </caption>
      <colgroup>
        {widths.map(([column, width]) => (
          <col key={column} style={{ width }} />
        ))}
      </colgroup>
      <thead>
        <tr>
          <th scope="col">{t('holdings.product')}</th>
          <th scope="col" className={styles.numeric}>
            {t('holdings.balance')}
          </th>
          <th scope="col" className={styles.numeric}>
            {t('holdings.rate')}
          </th>
          <th scope="col">{t('holdings.due')}</th>
          <th scope="col">{t('holdings.status')}</th>
        </tr>
      </thead>
      <tbody>
        {shown.map((holding) => (
          <HoldingRow key={holding.id} holding={holding} product={productName(holding)} />
        ))}
      </tbody>
    </table>
  );
}
