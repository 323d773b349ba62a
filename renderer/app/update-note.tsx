import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './frame.module.css';
import { applyUpdate, useUpdate } from './service-worker.ts';
import { hasTypedText } from './typed-text.ts';

/** Offers the new version. Loading the page again would lose what is being typed: then it says so and waits. */
export function UpdateNote() {
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
