import { Button, CloseButton } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Panel } from '#renderer/ui/panel.tsx';
import type { ReassignResponse } from '#shared/protocol/admin.ts';
import styles from './admin.module.css';
import { type AdminFile, labelOf } from './admin-file.ts';

interface Props {
  answer: ReassignResponse;
  files: ReadonlyMap<string, AdminFile>;
  busy: boolean;
  onRetry: () => void;
  onClose: () => void;
}

const parts = ['moved', 'busy', 'notFound', 'unchanged'] as const;

/** What came of it, customer by customer; those that somebody was editing can be tried again. */
export function ReassignResult({ answer, files, busy, onRetry, onClose }: Props) {
  const { t } = useTranslation(['admin', 'app']);
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (answer !== undefined) box.current?.focus();
  }, [answer]);
  return (
    <div ref={box} tabIndex={-1} role="status">
      <Panel
        title={t('admin:reassign.result')}
        actions={<CloseButton size="sm" aria-label={t('app:action.close')} onClick={onClose} />}
        padded
      >
        {parts.map((part) =>
          answer[part].length === 0 ? null : (
            <div key={part} className={styles.part} data-tone={part === 'moved' ? 'good' : 'warning'}>
              <h3>{t(`admin:reassign.${part}`, { count: answer[part].length })}</h3>
              <ul>
                {answer[part].map((id) => {
                  const file = files.get(id);
                  return <li key={id}>{file === undefined ? id : (file.name ?? labelOf(file))}</li>;
                })}
              </ul>
              {part === 'busy' && (
                <Button variant="default" loading={busy} onClick={onRetry}>
                  {t('admin:reassign.retry', { count: answer.busy.length })}
                </Button>
              )}
            </div>
          ),
        )}
      </Panel>
    </div>
  );
}
