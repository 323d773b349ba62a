import { useTranslation } from 'react-i18next';
import { useRights } from '#renderer/ui/replica-context.tsx';
import { useFormat } from '#renderer/ui/use-format.ts';
import { hiddenFieldsOf } from '#shared/access/ability.ts';
import type { RatedStep, Rating } from '#shared/domain/rating.ts';
import { useFile } from './file-context.tsx';
import { Stored } from './lifecycle-card.tsx';
import { ParetoRow } from './pareto-row.tsx';
import styles from './standing.module.css';

/** The rating by assets and by contribution, with the amounts that gave it and what is missing to the next. */
export function RatingCard({ rating }: { rating: Rating }) {
  const { t } = useTranslation(['file', 'model']);
  const format = useFormat();
  const { customer } = useFile();
  const rights = useRights();
  const { byAssets, byContribution } = rating;
  const seesProfit = !hiddenFieldsOf(rights, 'holdings').includes('profit');
  const missing = ({ amount, next }: RatedStep<string>) =>
    next && format.money({ minor: next.from.minor - amount.minor, currency: amount.currency });
  return (
    <section className={styles.card} aria-label={t('rating.title')}>
      <div className={styles.head}>
        <h2 className={styles.title}>{t('rating.title')}</h2>
      </div>
      <dl className={styles.rows}>
        <dt>{t('rating.byAssets')}</dt>
        <dd>
          <span className={styles.value}>{t(`model:grade.${byAssets.value}`)}</span>
          <span>{t('rating.assets', { amount: format.money(byAssets.amount) })}</span>
          <From step={byAssets} />
          <span className={styles.quiet}>
            {byAssets.next === undefined
              ? t('rating.highest')
              : t('rating.next', {
                  grade: t(`model:grade.${byAssets.next.value}`),
                  amount: missing(byAssets) ?? '',
                })}
          </span>
        </dd>
        <Stored same={byAssets.value === customer.grade} value={t(`model:grade.${customer.grade}`)} />
        {seesProfit && (
          <>
            <dt>{t('rating.byContribution')}</dt>
            <dd>
              {byContribution === undefined ? (
                t('rating.noProfit')
              ) : (
                <>
                  <span className={styles.value}>{t('rating.classOf', { value: byContribution.value })}</span>
                  <span>
                    {t('rating.profit', {
                      amount: format.money(byContribution.amount),
                      count: byContribution.holdings,
                    })}
                  </span>
                  <From step={byContribution} />
                  <span className={styles.quiet}>
                    {byContribution.next === undefined
                      ? t('rating.highest')
                      : t('rating.nextClass', {
                          grade: byContribution.next.value,
                          amount: missing(byContribution) ?? '',
                        })}
                  </span>
                </>
              )}
            </dd>
          </>
        )}
        <ParetoRow />
      </dl>
    </section>
  );
}

function From({ step }: { step: RatedStep<string> }) {
  const { t } = useTranslation('file');
  const format = useFormat();
  return (
    <span className={styles.quiet}>
      {step.from === undefined ? t('rating.lowest') : t('rating.from', { amount: format.money(step.from) })}
    </span>
  );
}
