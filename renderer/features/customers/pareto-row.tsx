import { useTranslation } from 'react-i18next';
import { useFormat } from '#renderer/ui/use-format.ts';
import { useFile } from './file-context.tsx';
import styles from './standing.module.css';
import { useAssetStanding } from './use-asset-standing.ts';

/** The 80/20 view: whether this customer is among the few who hold most of the assets of the customers here. */
export function ParetoRow() {
  const { t } = useTranslation('file');
  const format = useFormat();
  const { customer } = useFile();
  const standing = useAssetStanding(customer.id);
  if (standing === null || standing.total === 0) return null;
  const { rank, of, few, amongFew, own, total } = standing;
  const percent = (share: number) => format.percent(Math.round(share * 10_000));
  return (
    <>
      <dt>{t('rating.pareto')}</dt>
      <dd>
        <span>
          {t(amongFew ? 'rating.few' : 'rating.many', { few: format.number(few), share: percent(few / of) })}
        </span>
        <span className={styles.quiet}>
          {t('rating.rank', { rank: format.number(rank), of: format.number(of) })}
        </span>
        {own > 0 && <span className={styles.quiet}>{t('rating.own', { share: percent(own / total) })}</span>}
      </dd>
    </>
  );
}
