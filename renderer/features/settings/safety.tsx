import { Button } from '@mantine/core';
import { IconLock } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useHost } from '#renderer/app/host-context.tsx';
import { useSession } from '#renderer/app/session-context.tsx';
import { shortcuts } from '#renderer/app/shortcuts.ts';
import { KeyHint } from '#renderer/ui/key-hint.tsx';
import { usePolicies } from '#renderer/ui/policy-context.tsx';
import { Facts } from './facts.tsx';
import styles from './settings.module.css';

/** What the bank has decided about locking and signing out, and the lock itself. */
export function Safety() {
  const { t } = useTranslation('settings');
  const { session, lock } = useSession();
  const { host } = useHost().info;
  const { lockedHours, signOut } = session.policy;
  const idleLockMinutes = usePolicies().effective.idleLockMinutes?.value ?? session.policy.idleLockMinutes;
  return (
    <>
      <Facts
        facts={[
          { name: t('safety.idle'), value: t('safety.idleAfter', { count: idleLockMinutes }) },
          {
            name: t('safety.locked'),
            value: lockedHours === 0 ? t('safety.lockedNot') : t('safety.lockedFor', { count: lockedHours }),
          },
          { name: t('safety.signOut'), value: t(`safety.${signOut}`) },
        ]}
      />
      <div className={styles.foot}>
        <Button
          variant="default"
          leftSection={<IconLock size={14} />}
          rightSection={<KeyHint shortcut={shortcuts.lock[host]} decorative />}
          onClick={() => lock()}
        >
          {t('safety.lockNow')}
        </Button>
        {t('safety.byBank')}
      </div>
    </>
  );
}
