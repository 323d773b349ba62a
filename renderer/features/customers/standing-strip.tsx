import { UnstyledButton } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck, IconEqualNot } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useFile } from './file-context.tsx';
import styles from './standing.module.css';
import type { CustomerStanding } from './use-standing.ts';

/** Identity, lifecycle and rating in one line; each leads to the rule and the figures behind it. */
export function StandingStrip({ standing, onOpen }: { standing: CustomerStanding; onOpen: () => void }) {
  const { t } = useTranslation(['file', 'model']);
  const { customer } = useFile();
  const { kyc, lifecycle, rating, attention } = standing;
  const { byAssets, byContribution } = rating;
  return (
    <section className={styles.strip} aria-label={t('strip.label')}>
      <Mark label={t('strip.kyc')} warns={attention > 0} onOpen={onOpen}>
        {attention === 0 ? (
          <>
            <IconCircleCheck size={14} stroke={1.8} aria-hidden /> {t('kyc.ok')}
          </>
        ) : (
          <>
            <IconAlertTriangle size={14} stroke={1.8} aria-hidden />
            {kyc.document === 'expired' || kyc.document === 'expiring'
              ? `${t('kyc.document')}${t(`kyc.state.${kyc.document}`)}`
              : t('kyc.attention', { count: attention })}
          </>
        )}
      </Mark>
      <Mark
        label={t('strip.lifecycle')}
        differs={lifecycle.stage !== customer.lifecycle ? t('differs') : undefined}
        onOpen={onOpen}
      >
        {t(`model:lifecycle.${lifecycle.stage}`)}
      </Mark>
      <Mark
        label={t('strip.rating')}
        differs={byAssets.value !== customer.grade ? t('differs') : undefined}
        onOpen={onOpen}
      >
        {t(`model:grade.${byAssets.value}`)}
      </Mark>
      {byContribution !== undefined && (
        <Mark label={t('strip.contribution')} onOpen={onOpen}>
          {t('rating.classOf', { value: byContribution.value })}
        </Mark>
      )}
    </section>
  );
}

interface MarkProps {
  label: string;
  warns?: boolean;
  /** Said where what core banking has stored is another. */
  differs?: string | undefined;
  onOpen: () => void;
  children: ReactNode;
}

function Mark({ label, warns = false, differs, onOpen, children }: MarkProps) {
  const { t } = useTranslation('file');
  return (
    <UnstyledButton
      className={styles.mark}
      data-warns={warns || differs !== undefined}
      title={t('strip.open')}
      onClick={onOpen}
    >
      <span className={styles.markLabel}>{label}</span>
      <span className={styles.markValue}>{children}</span>
      {differs !== undefined && (
        <span className={styles.differs}>
          <IconEqualNot size={13} stroke={1.8} aria-hidden />
          {differs}
        </span>
      )}
    </UnstyledButton>
  );
}
