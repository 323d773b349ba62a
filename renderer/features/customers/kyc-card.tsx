import { Button } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck, IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useRights } from '#renderer/ui/replica-context.tsx';
import { useFormat } from '#renderer/ui/use-format.ts';
import { useModelText } from '#renderer/ui/use-model-text.ts';
import { abilityOf, writableFieldsOf } from '#shared/access/ability.ts';
import { EXPIRING_DAYS, type KycState, reviewMonths } from '#shared/domain/kyc.ts';
import { useFile } from './file-context.tsx';
import styles from './standing.module.css';
import { useReview } from './use-review.ts';

/** Whether the document holds, what is missing, and when it was last looked through. */
export function KycCard({ kyc, onFill }: { kyc: KycState; onFill: () => void }) {
  const { t } = useTranslation('file');
  const format = useFormat();
  const words = useModelText();
  const { customer, user } = useFile();
  const rights = useRights();
  const review = useReview();
  const mayFill = kyc.missing.some((field) => writableFieldsOf(rights, 'customers').includes(field));
  return (
    <section className={styles.card} aria-label={t('kyc.title')}>
      <div className={styles.head}>
        <h2 className={styles.title}>{t('kyc.title')}</h2>
        {abilityOf(user.role).can('create', 'tasks') && (
          <Button variant="default" size="compact-sm" onClick={() => void review()}>
            {t('kyc.markReviewed')}
          </Button>
        )}
      </div>
      <dl className={styles.rows}>
        <dt>{t('kyc.document')}</dt>
        <dd>
          <DocumentState kyc={kyc} />
        </dd>
        <dt>{t('kyc.fields')}</dt>
        <dd>
          {kyc.missing.length === 0 ? (
            <span className={styles.good}>
              <IconCircleCheck size={14} stroke={1.8} aria-hidden />
              {t('kyc.complete', { filled: kyc.filled, of: kyc.of })}
            </span>
          ) : (
            <>
              <span className={styles.warning}>
                <IconAlertTriangle size={14} stroke={1.8} aria-hidden />
                {t('kyc.missing', {
                  count: kyc.missing.length,
                  fields: format.list(kyc.missing.map((field) => words.field('customers', field))),
                })}
              </span>
              {mayFill && (
                <Button variant="subtle" size="compact-xs" onClick={onFill}>
                  {t('kyc.fill')}
                </Button>
              )}
            </>
          )}
        </dd>
        <dt>{t('kyc.review')}</dt>
        <dd>
          <span>{kyc.reviewedOn === undefined ? t('kyc.never') : format.date(kyc.reviewedOn)}</span>
          <span className={kyc.reviewDue ? styles.warning : styles.quiet}>
            {kyc.reviewDue && <IconAlertTriangle size={14} stroke={1.8} aria-hidden />}
            {t(kyc.reviewDue ? 'kyc.reviewDue' : 'kyc.nextReview', { date: format.date(kyc.reviewDueOn) })}
          </span>
        </dd>
      </dl>
      <p className={styles.rule}>
        {t('kyc.rule', { months: reviewMonths[customer.kind], days: EXPIRING_DAYS })}
      </p>
    </section>
  );
}

function DocumentState({ kyc }: { kyc: KycState }) {
  const { t } = useTranslation('file');
  const format = useFormat();
  const { customer } = useFile();
  const { document, documentDays = 0 } = kyc;
  const bad = document === 'expired';
  const good = document === 'valid' || document === 'no_expiry';
  const Icon = bad ? IconX : good ? IconCircleCheck : IconAlertTriangle;
  return (
    <>
      <span className={bad ? styles.danger : good ? styles.good : styles.warning}>
        <Icon size={14} stroke={1.8} aria-hidden />
        {t(`kyc.state.${document}`)}
      </span>
      {customer.idExpiresOn !== undefined && (
        <span className={styles.quiet}>
          {t(bad ? 'kyc.since' : 'kyc.until', {
            date: format.date(customer.idExpiresOn),
            count: Math.abs(documentDays),
          })}
        </span>
      )}
    </>
  );
}
