import { Button } from '@mantine/core';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { SaveState, type SaveStateName } from '#renderer/ui/save-state.tsx';
import { useDirectory } from '#renderer/ui/use-directory.ts';
import { useFormat } from '#renderer/ui/use-format.ts';
import { useKeptState } from '#renderer/ui/use-keep.tsx';
import { businessDateOf } from '#shared/domain/business-date.ts';
import type { ServiceCase } from '#shared/model/service-case.ts';
import { EditCaseForm, ResolveForm } from './case-forms.tsx';
import styles from './cases.module.css';
import { SeverityMark } from './severity-mark.tsx';
import { useCaseEdits } from './use-case-edits.ts';

export interface CaseRowProps {
  one: ServiceCase;
  managerId: string | undefined;
  /** How far the last edit of it on this device has come. */
  state: SaveStateName | undefined;
}

/** One case on the customer's page, with what can be done about it. */
export function CaseRow({ one, managerId, state }: CaseRowProps) {
  const { t } = useTranslation(['cases', 'model']);
  const format = useFormat();
  const directory = useDirectory();
  const edits = useCaseEdits();
  const [editing, setEditing] = useKeptState(`edit case ${one.id}`, 0);
  const [resolving, setResolving] = useKeptState(`resolve case ${one.id}`, 0);
  const resolveRef = useRef<HTMLButtonElement>(null);
  const editRef = useRef<HTMLButtonElement>(null);
  const closed = (set: (value: number) => void, button: typeof editRef) => () => {
    set(0);
    requestAnimationFrame(() => button.current?.focus());
  };
  if (editing > 0)
    return (
      <li>
        <EditCaseForm
          one={one}
          managerId={managerId}
          focusKey={editing}
          onClose={closed(setEditing, editRef)}
        />
      </li>
    );
  const done = one.status === 'resolved';
  const name = (id: string) => directory.staffName(id) ?? '';
  const due = format.due(one.dueOn);
  const label = (action: string) => t('actionOn', { action, subject: one.subject });
  return (
    <li>
      <div className={styles.case} data-status={one.status}>
        <div className={styles.line}>
          <SeverityMark severity={one.severity} />
          <span className={styles.quiet}>{t(`model:caseKind.${one.kind}`)}</span>
          <span className={styles.subject}>{one.subject}</span>
          <span className={styles.quiet}>{t(`model:caseStatus.${one.status}`)}</span>
          {state !== undefined && <SaveState state={state} />}
          {!done && (
            <span className={styles.due} data-tone={due.tone}>
              {t('dueOn', { date: format.shortDate(one.dueOn) })} · {due.text}
            </span>
          )}
        </div>
        <p className={styles.detail}>{one.detail}</p>
        {one.resolution !== undefined && <p className={styles.resolution}>{one.resolution}</p>}
        <div className={styles.actions}>
          {!done && (
            <>
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
              <Button
                ref={resolveRef}
                variant="light"
                size="compact-xs"
                aria-label={label(t('resolve'))}
                aria-expanded={resolving > 0}
                onClick={() => setResolving((key) => key + 1)}
              >
                {t('resolve')}
              </Button>
              <Button
                ref={editRef}
                variant="subtle"
                color="gray"
                size="compact-xs"
                aria-label={t('edit', { subject: one.subject })}
                onClick={() => setEditing(1)}
              >
                {t('editShort')}
              </Button>
            </>
          )}
          {done && (
            <Button
              variant="subtle"
              color="gray"
              size="compact-xs"
              aria-label={label(t('reopen'))}
              onClick={() => void edits.reopen(one)}
            >
              {t('reopen')}
            </Button>
          )}
          <span className={styles.quiet}>
            {[
              t(`model:contactChannel.${one.channel}`),
              t('openedOn', { date: format.date(businessDateOf(new Date(one.openedAt))) }),
              done && one.resolvedAt !== undefined
                ? t('resolvedBy', {
                    name: name(one.resolvedById ?? ''),
                    date: format.date(businessDateOf(new Date(one.resolvedAt))),
                  })
                : name(one.ownerId),
            ]
              .filter(Boolean)
              .join(' · ')}
          </span>
        </div>
      </div>
      {resolving > 0 && !done && (
        <ResolveForm one={one} focusKey={resolving} onClose={closed(setResolving, resolveRef)} />
      )}
    </li>
  );
}
