import { IconCircleCheck, IconEqualNot } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '#renderer/ui/use-format.ts';
import { LIFECYCLE_DAYS, type LifecycleFinding } from '#shared/domain/lifecycle.ts';
import { useFile } from './file-context.tsx';
import styles from './standing.module.css';

/** The stage that the rule gives, why, and what core banking has. */
export function LifecycleCard({ finding }: { finding: LifecycleFinding }) {
  const { t } = useTranslation(['file', 'model']);
  const { customer } = useFile();
  return (
    <section className={styles.card} aria-label={t('lifecycle.title')}>
      <div className={styles.head}>
        <h2 className={styles.title}>{t('lifecycle.title')}</h2>
      </div>
      <dl className={styles.rows}>
        <dt>{t('lifecycle.byRule')}</dt>
        <dd>
          <span className={styles.value}>{t(`model:lifecycle.${finding.stage}`)}</span>
          <LifecycleReason finding={finding} />
        </dd>
        <Stored
          same={finding.stage === customer.lifecycle}
          value={t(`model:lifecycle.${customer.lifecycle}`)}
        />
      </dl>
    </section>
  );
}

function LifecycleReason({ finding }: { finding: LifecycleFinding }) {
  const { t } = useTranslation('file');
  const format = useFormat();
  const { rule, held, on, days = 0 } = finding;
  const date = on === undefined ? '' : format.date(on);
  const { booking, contact, opening } = LIFECYCLE_DAYS;
  const limits = { booked: booking, contacted: contact, opened: opening };
  const limit = rule === 'booked' || rule === 'contacted' || rule === 'opened' ? limits[rule] : 0;
  const texts = { date, days, count: days, held, limit, booking, contact, opening };
  return (
    <span>
      {t(`lifecycle.rule.${rule}`, texts)}
      {rule === 'quiet' && on !== undefined && ` ${t('lifecycle.lastSign', texts)}`}
      {rule !== 'quiet' && held > 0 && ` ${t('lifecycle.held', texts)}`}
    </span>
  );
}

/** What core banking has stored, and whether the rule says the same. */
export function Stored({ same, value }: { same: boolean; value: string }) {
  const { t } = useTranslation('file');
  return (
    <>
      <dt>{t('lifecycle.stored')}</dt>
      <dd>
        <span className={styles.value}>{value}</span>
        {same ? (
          <span className={styles.good}>
            <IconCircleCheck size={14} stroke={1.8} aria-hidden />
            {t('lifecycle.agrees')}
          </span>
        ) : (
          <span className={styles.warning}>
            <IconEqualNot size={14} stroke={1.8} aria-hidden />
            {t('differs')}
          </span>
        )}
      </dd>
    </>
  );
}
