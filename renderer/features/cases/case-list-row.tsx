import { Anchor, Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useDirectory } from '#renderer/ui/use-directory.ts';
import { useFormat } from '#renderer/ui/use-format.ts';
import type { ServiceCase } from '#shared/model/service-case.ts';
import styles from './cases.module.css';
import { SeverityMark } from './severity-mark.tsx';
import { useCaseEdits } from './use-case-edits.ts';

export interface CaseListRowProps {
  one: ServiceCase;
  /** Absent while it is being read. */
  customerName: string | undefined;
  /** The keys are about this one. */
  chosen: boolean;
  onChoose: () => void;
  onResolve: () => void;
}

/** One open case on the page of all of them. */
export function CaseListRow({ one, customerName = '', chosen, onChoose, onResolve }: CaseListRowProps) {
  const { t } = useTranslation(['cases', 'model']);
  const format = useFormat();
  const directory = useDirectory();
  const edits = useCaseEdits();
  const due = format.due(one.dueOn);
  const label = (action: string) => t('actionOn', { action, subject: one.subject });
  return (
    <div className={styles.row} data-chosen={chosen} onFocusCapture={onChoose}>
      <SeverityMark severity={one.severity} />
      <span className={styles.quiet}>{t(`model:caseKind.${one.kind}`)}</span>
      <Anchor component={Link} to={`/customers/${one.customerId}`} size="sm">
        {customerName}
      </Anchor>
      <span className={styles.subject}>{one.subject}</span>
      <span className={`${styles.quiet} ${styles.owner}`}>{directory.staffName(one.ownerId)}</span>
      <span className={styles.quiet}>{t(`model:caseStatus.${one.status}`)}</span>
      <span className={styles.due} data-tone={due.tone}>
        <time dateTime={one.dueOn}>{format.shortDate(one.dueOn)}</time> · {due.text}
      </span>
      <span className={styles.actions}>
        {one.status === 'open' && (
          <Button
            variant="default"
            size="compact-xs"
            aria-label={label(t('begin'))}
            onClick={() => void edits.begin(one)}
          >
            {t('begin')}
          </Button>
        )}
        <Button variant="light" size="compact-xs" aria-label={label(t('resolve'))} onClick={onResolve}>
          {t('resolve')}
        </Button>
      </span>
    </div>
  );
}
