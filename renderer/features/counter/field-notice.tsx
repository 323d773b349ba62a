import { useTranslation } from 'react-i18next';
import { typedNumber } from '#renderer/features/walk-in/public.tsx';
import type { Scanned } from '#shared/domain/scan.ts';
import styles from './field.module.css';
import { tailOf } from './typing.ts';
import type { Counter } from './use-counter.ts';

interface Props {
  counter: Counter;
  wanted: string;
  searching: boolean;
  none: boolean;
}

/** What the field has to say of what was typed or read: read out, and never with a whole number in it. */
export function FieldNotice({ counter, wanted, searching, none }: Props) {
  const { t } = useTranslation(['counter', 'app', 'errors']);
  const nameOf = useReadName();
  const { looking, notice, offline, mayLookUp } = counter;
  const number = mayLookUp && none ? typedNumber(wanted) : null;

  let title = '';
  let hint = '';
  if (looking !== null) title = t('counter:field.looking', { what: nameOf(looking) });
  else if (notice?.kind === 'failed') title = t(`errors:code.${notice.code ?? 'internal'}`);
  else if (notice?.kind === 'misread')
    title = t('counter:field.misread', { number: tailOf(notice.scanned.value) });
  else if (number !== null) {
    title = t('counter:field.notHere');
    hint = t(offline ? 'counter:field.offlineHint' : 'counter:field.onlineHint');
  } else if (none || notice?.kind === 'nobody') {
    title = t('counter:field.none', { text: notice === null ? wanted : tailOf(notice.scanned.value) });
    hint = t('counter:field.noneHint');
  } else if (searching) title = t('app:search.searching');

  return (
    <div className={styles.notice} role="status" data-empty={title === ''}>
      {title !== '' && <div className={styles.noticeTitle}>{title}</div>}
      {hint !== '' && <div className={styles.noticeHint}>{hint}</div>}
    </div>
  );
}

function useReadName(): (scanned: Scanned) => string {
  const { t } = useTranslation('counter');
  return ({ kind, value }) => {
    if (kind === 'text' || kind === 'tail') return t('field.read.text', { number: value });
    return t(`field.read.${kind === 'misread' ? 'account' : kind}`, { number: tailOf(value) });
  };
}
