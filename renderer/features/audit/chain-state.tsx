import { Alert } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '#renderer/ui/use-format.ts';
import type { AuditState } from '#shared/protocol/audit.ts';
import styles from './audit.module.css';

/** Older than this a head is an alarm, in milliseconds: one is signed every hour at least. */
const HEAD_AGE = 2 * 60 * 60_000;
/** Lines wait a second; this long, in seconds, nobody is sealing. */
const LAG = 60;
/** What waits for less, in seconds, is on its way: how long it has waited says nothing. */
const NOTICED = 5;

/** How far the log is chained, signed and copied. What is wrong is said in words beside its colour. */
export function ChainState({ state }: { state: AuditState }) {
  const { t } = useTranslation('audit');
  const format = useFormat();
  const { head, copied, intact, waiting, lagSeconds } = state;
  const position = (pos: number) => t('chain.position', { pos: format.number(pos) });
  const old = head !== undefined && Date.parse(state.asOf) - Date.parse(head.at) > HEAD_AGE;
  const figures: { name: string; value: string; alert?: boolean; hint?: string }[] = [
    { name: t('chain.state'), value: t(intact ? 'chain.intact' : 'chain.broken'), alert: !intact },
    {
      name: t('chain.sealedTo'),
      value: state.sealedTo === 0 ? t('chain.nothing') : position(state.sealedTo),
    },
    {
      name: t('chain.waiting'),
      value:
        lagSeconds < NOTICED
          ? waiting === 0
            ? t('chain.waitingNone')
            : format.number(waiting)
          : t('chain.waitingFor', { lines: format.number(waiting), count: Math.round(lagSeconds) }),
      alert: lagSeconds > LAG,
    },
    {
      name: t('chain.head'),
      value: head
        ? t('chain.headAt', { pos: format.number(head.pos), ago: format.ago(head.at) })
        : t('chain.nothing'),
      alert: old,
      ...(head && { hint: format.moment(head.at) }),
    },
    {
      name: t('chain.copied'),
      value: copied ? t('chain.copiedAt', { pos: format.number(copied.pos) }) : t('chain.notCopied'),
      alert: copied === undefined,
    },
  ];
  return (
    <>
      {!intact && (
        <Alert color="red" icon={<IconAlertTriangle size={18} />} title={t('chain.broken')} m="sm">
          {t('chain.alarm')}
        </Alert>
      )}
      <dl className={styles.chain}>
        {figures.map(({ name, value, alert, hint }) => (
          <div key={name} data-alert={alert || undefined}>
            <dt>{name}</dt>
            <dd title={hint}>{value}</dd>
          </div>
        ))}
        <div className={styles.key}>
          <dt>{t('chain.key')}</dt>
          <dd title={t('chain.keyHint')}>{state.publicKey}</dd>
        </div>
      </dl>
    </>
  );
}
