import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DesktopUpdateNote } from './desktop-update-note.tsx';
import styles from './frame.module.css';
import { applyUpdate, useUpdate } from './service-worker.ts';
import { hasTypedText } from './typed-text.ts';
import { useTellPending } from './use-tell-pending.ts';

/** New versions: of the page in a browser, of the program on a desktop. */
export function UpdateNote() {
  useTellPending();
  return (
    <>
      <PageUpdateNote />
      <DesktopUpdateNote />
    </>
  );
}

/** Offers the new version. Loading the page again would lose what is being typed: then it says so and waits. */
function PageUpdateNote() {
  const { t } = useTranslation('app');
  const waiting = useUpdate((state) => state.waiting);
  const [typing, setTyping] = useState(false);
  if (!waiting) return null;
  const reload = () => {
    if (hasTypedText(document)) setTyping(true);
    else applyUpdate(waiting);
  };
  return (
    <div className={styles.note} data-tone="quiet" role="status">
      {typing ? t('banner.updateTyping') : t('banner.update')}
      <div className={styles.noteActions}>
        <Button variant="default" onClick={reload}>
          {t('banner.updateAction')}
        </Button>
      </div>
    </div>
  );
}
