import { useTranslation } from 'react-i18next';
import { useFormat } from '#renderer/ui/use-format.ts';
import type { Holding } from '#shared/model/holding.ts';
import { MoneyList } from './money-list.tsx';
import styles from './place-bar.module.css';
import { placeShares } from './place-shares.ts';

/** The assets by where they are, as one bar; the words under it say the same. */
export function PlaceBar({ holdings }: { holdings: readonly Holding[] }) {
  const { t } = useTranslation('file');
  const format = useFormat();
  const { shares, others } = placeShares(holdings);
  if (shares.length === 0) return null;
  return (
    <section className={styles.places} aria-label={t('places.title')}>
      <div className={styles.bar} aria-hidden>
        {shares.map(({ place, basisPoints }) => (
          <span key={place} data-place={place} style={{ flexGrow: basisPoints }} />
        ))}
      </div>
      <ul className={styles.shares}>
        {shares.map(({ place, amount, basisPoints }) => (
          <li key={place}>
            <span className={styles.mark} data-place={place} aria-hidden />
            {t('places.share', {
              place: t(`places.${place}`),
              share: format.percent(basisPoints),
              amount: format.money(amount),
            })}
          </li>
        ))}
        {others.length > 0 && (
          <li>
            {t('places.otherCurrencies', { amounts: '' })}
            <MoneyList sums={others} none="" />
          </li>
        )}
        <li className={styles.source}>{t('places.source')}</li>
      </ul>
    </section>
  );
}
