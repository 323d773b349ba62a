import { useTranslation } from 'react-i18next';
import { Panel } from '#renderer/ui/panel.tsx';
import { useFormat } from '#renderer/ui/use-format.ts';
import { useProductNames } from '#renderer/ui/use-product-names.ts';
import type { Holding } from '#shared/model/holding.ts';
import styles from './served.module.css';

const SHOWN = 5;

/** What the customer holds with this bank, the largest first: never what the bank earns by it. */
export function HoldingsBrief({ holdings }: { holdings: readonly Holding[] }) {
  const { t } = useTranslation(['counter', 'model']);
  const format = useFormat();
  const productName = useProductNames();
  const own = holdings
    .filter(({ place, status }) => place === 'ours' && status !== 'closed')
    .toSorted((a, b) => b.balance.minor - a.balance.minor);
  const more = own.length - SHOWN;
  return (
    <Panel title={t('counter:holding.title')} count={own.length === 0 ? undefined : own.length}>
      {own.length === 0 && <p className={styles.none}>{t('counter:holding.none')}</p>}
      {own.length > 0 && (
        <ul className={styles.rows}>
          {own.slice(0, SHOWN).map((holding) => (
            <li key={holding.id} className={styles.holding} data-status={holding.status}>
              <span>{productName(holding)}</span>
              <span className={styles.quiet}>
                <Due holding={holding} />
              </span>
              <span className={styles.amount}>
                {holding.category === 'intermediary' && holding.balance.minor === 0
                  ? ''
                  : format.money(holding.balance)}
              </span>
            </li>
          ))}
        </ul>
      )}
      {more > 0 && <p className={styles.none}>{t('counter:holding.more', { count: more })}</p>}
    </Panel>
  );
}

function Due({ holding }: { holding: Holding }) {
  const { t } = useTranslation(['counter', 'model']);
  const format = useFormat();
  const { instalments, maturesOn, status } = holding;
  if (status !== 'active') return t(`model:holdingStatus.${status}`);
  if (instalments?.nextDueOn !== undefined)
    return t('counter:holding.next', { date: format.date(instalments.nextDueOn) });
  return maturesOn === undefined ? null : t('counter:holding.until', { date: format.date(maturesOn) });
}
