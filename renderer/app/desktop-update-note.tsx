import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './frame.module.css';
import { useHost } from './host-context.tsx';
import { hasTypedText } from './typed-text.ts';
import { useUpdateState } from './use-update-state.ts';

/** Says when an update is installed, or why not. Whoever wants it now saves what is being typed first. */
export function DesktopUpdateNote() {
  const { t } = useTranslation('releases');
  const { desktop } = useHost();
  const state = useUpdateState();
  const [answer, setAnswer] = useState<'typing' | 'failed'>();
  if (state?.status === 'refused') {
    return (
      <div className={styles.note} data-tone="quiet" role="status">
        {t('note.refused', { reason: t(`reason.${state.reason}`) })}
      </div>
    );
  }
  if (state?.status !== 'ready') return null;
  const { version, hours, held } = state;
  const install = () => {
    if (hasTypedText(document)) {
      setAnswer('typing');
      return;
    }
    desktop.installUpdate().then(
      (done) => setAnswer(done ? undefined : 'failed'),
      () => setAnswer('failed'),
    );
  };
  const sentence = () => {
    if (held !== undefined) return t('note.held', { version, reason: t(`reason.${held}`) });
    return hours === undefined ? t('note.ready', { version }) : t('note.readyHours', { version, ...hours });
  };
  return (
    <div className={styles.note} data-tone="quiet" role="status">
      {answer === undefined ? sentence() : t(`note.${answer}`)}
      <div className={styles.noteActions}>
        <Button variant="default" onClick={install}>
          {t('note.now')}
        </Button>
      </div>
    </div>
  );
}
