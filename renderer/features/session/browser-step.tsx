import { Button, Loader } from '@mantine/core';
import { type KeyboardEvent, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './sign-in.module.css';

/** While somebody signs in at the provider in another window. Escape gives it up. */
export function BrowserStep({ started, onCancel }: { started: boolean; onCancel: () => void }) {
  const { t } = useTranslation('session');
  const cancel = useRef<HTMLButtonElement>(null);
  useEffect(() => cancel.current?.focus(), []);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return;
    // The lock's own Escape would leave the sign-in altogether.
    event.stopPropagation();
    onCancel();
  };
  return (
    <div className={styles.form}>
      <div className={styles.browser} role="status">
        <Loader size="sm" aria-hidden />
        <div>
          <p className={styles.browserTitle}>{t(started ? 'provider.waiting' : 'provider.starting')}</p>
          {started && <p className={styles.branchHint}>{t('provider.waitingHint')}</p>}
        </div>
      </div>
      <Button ref={cancel} size="sm" variant="default" onClick={onCancel} onKeyDown={onKeyDown}>
        {t('provider.cancel')} (Esc)
      </Button>
    </div>
  );
}
