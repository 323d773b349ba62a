import { Button } from '@mantine/core';
import { IconLogout } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { runCommand } from '#renderer/app/commands.ts';
import { useSession } from '#renderer/app/session-context.tsx';
import { useLanguage } from '#renderer/i18n/use-language.ts';
import { Facts } from './facts.tsx';
import styles from './settings.module.css';

export function Account() {
  const { t } = useTranslation(['settings', 'model', 'app']);
  const { session } = useSession();
  const english = useLanguage() === 'en';
  const { user } = session;
  return (
    <>
      <Facts
        facts={[
          { name: t('settings:account.name'), value: english ? user.nameEn : user.name },
          { name: t('settings:account.username'), value: user.username },
          { name: t('settings:account.role'), value: t(`model:role.${user.role}`) },
          { name: t('settings:account.branch'), value: english ? user.branchNameEn : user.branchName },
          { name: t('settings:account.mode'), value: t(`settings:account.${session.mode}`) },
        ]}
      />
      <div className={styles.foot}>
        <Button
          variant="default"
          leftSection={<IconLogout size={14} />}
          onClick={() => runCommand('sign-out')}
        >
          {t('app:action.signOut')}
        </Button>
        {t('settings:account.signOutHint')}
      </div>
    </>
  );
}
