import { useTranslation } from 'react-i18next';
import { useFormat } from '#renderer/ui/use-format.ts';
import { daysBetween } from '#shared/domain/business-date.ts';
import type { Holding } from '#shared/model/holding.ts';
import { useFile } from './file-context.tsx';
import styles from './holdings.module.css';

interface Props {
  holding: Holding;
  /** The product's name in the language of the screen. */
  product: string;
}

export function HoldingRow({ holding, product }: Props) {
  const { t } = useTranslation(['customers', 'model']);
  const format = useFormat();
  const account = holding.accountNo === undefined ? '' : `···· ${holding.accountNo.slice(-4)}`;
  const place = holding.place === 'ours' ? '' : t(`model:holdingPlace.${holding.place}`);
  const profit =
    holding.profit === undefined ? '' : `${t('holdings.profit')} ${format.money(holding.profit)}`;
  const details = [
    t(`model:holdingKind.${holding.kind}`),
    account,
    holding.counterparty ?? place,
    holding.purpose,
    profit,
  ];
  return (
    <tr data-status={holding.status}>
      <td>
        <div className={styles.product}>{product}</div>
        <div className={styles.quiet}>{details.filter(Boolean).join(' · ')}</div>
        <Instalments holding={holding} />
      </td>
      <td className={styles.numeric}>
        {format.money(holding.balance)}
        {holding.principal !== undefined && holding.principal.minor !== holding.balance.minor && (
          <div className={styles.quiet}>/ {format.money(holding.principal)}</div>
        )}
      </td>
      <td className={styles.numeric}>
        {holding.rateBasisPoints === undefined ? '' : format.percent(holding.rateBasisPoints)}
      </td>
      <td>
        <Due holding={holding} />
      </td>
      <td>
        <span className={styles.status}>{t(`model:holdingStatus.${holding.status}`)}</span>
      </td>
    </tr>
  );
}

const SOON_DAYS = 30;

/** The day it matures, or the next instalment; how far off it is where that is soon. */
function Due({ holding }: { holding: Holding }) {
  const format = useFormat();
  const { today } = useFile();
  const on = holding.instalments?.nextDueOn ?? holding.maturesOn;
  if (on === undefined) return null;
  const days = daysBetween(today, on);
  const near =
    holding.status !== 'closed' && days <= SOON_DAYS && (days >= 0 || holding.instalments !== undefined);
  return (
    <>
      <time dateTime={on}>{format.date(on)}</time>
      {near && (
        <div className={styles.quiet} data-tone={format.due(on).tone}>
          {format.due(on).text}
        </div>
      )}
    </>
  );
}

function Instalments({ holding }: { holding: Holding }) {
  const { t } = useTranslation('customers');
  const format = useFormat();
  const plan = holding.instalments;
  if (plan === undefined) return null;
  const { paid, count, overdue } = plan;
  const text = t('holdings.plan', { paid, count, amount: format.money(plan.amount) });
  return (
    <div className={styles.plan}>
      <meter className={styles.meter} min={0} max={count} value={paid} aria-label={t('holdings.progress')}>
        {text}
      </meter>
      <span className={styles.quiet}>{text}</span>
      {overdue > 0 && <strong className={styles.overdue}>{t('holdings.overdue', { count: overdue })}</strong>}
    </div>
  );
}
