import { Button } from '@mantine/core';
import { IconCircleCheck } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '#renderer/i18n/use-language.ts';
import { EmptyState } from '#renderer/ui/empty-state.tsx';
import { useFormat } from '#renderer/ui/use-format.ts';
import type { AuditGaps } from '#shared/protocol/audit.ts';
import styles from './audit.module.css';

interface Props {
  found: AuditGaps;
  /** Looks for the lines of a device. */
  onDevice: (deviceId: string) => void;
}

type User = Pick<AuditGaps['gaps'][number], 'userName' | 'userNameEn'>;

/** Numbers of devices that never came, and those that came twice. */
export function GapTable({ found, onDevice }: Props) {
  const { t } = useTranslation('audit');
  const format = useFormat();
  const language = useLanguage();
  const nameOf = ({ userName, userNameEn }: User) => (language === 'en' ? userNameEn : userName) ?? '—';
  const device = (id: string) => (
    <td className={styles.code}>
      {id}{' '}
      <Button variant="subtle" size="compact-xs" onClick={() => onDevice(id)}>
        {t('onlyDevice')}
      </Button>
    </td>
  );
  if (found.gaps.length + found.repeated.length === 0)
    return (
      <EmptyState
        icon={<IconCircleCheck size={26} stroke={1.5} />}
        title={t('gap.none')}
        description={t('gap.noneHint')}
      />
    );
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable to be scrolled by keys.
    <section className={styles.scroll} tabIndex={0} aria-label={t('gap.numbers')}>
      <p className={styles.explain}>{t('gap.explain')}</p>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{t('gap.since')}</th>
            <th scope="col">{t('gap.numbers')}</th>
            <th scope="col">{t('gap.user')}</th>
            <th scope="col">{t('gap.device')}</th>
          </tr>
        </thead>
        <tbody>
          {found.gaps.map((gap) => (
            <tr key={`${gap.deviceId} ${gap.first}`}>
              <td className={styles.time}>
                <time dateTime={gap.noticedAt} title={format.moment(gap.noticedAt)}>
                  {format.ago(gap.noticedAt)}
                </time>
              </td>
              <td>
                {gap.first === gap.last
                  ? t('number', { seq: format.number(gap.first) })
                  : t('gap.range', { first: format.number(gap.first), last: format.number(gap.last) })}
              </td>
              <td>{nameOf(gap)}</td>
              {device(gap.deviceId)}
            </tr>
          ))}
          {found.repeated.map((one) => (
            <tr key={`twice ${one.deviceId}`}>
              <td data-alert>{t('gap.repeated')}</td>
              <td title={t('gap.repeatedHint')}>{t('gap.times', { count: one.count })}</td>
              <td>{nameOf(one)}</td>
              {device(one.deviceId)}
            </tr>
          ))}
        </tbody>
      </table>
      {found.more && <p className={styles.explain}>{t('gap.more')}</p>}
      {found.repeated.length > 0 && <p className={styles.explain}>{t('gap.repeatedHint')}</p>}
    </section>
  );
}
