import { Menu, UnstyledButton } from '@mantine/core';
import {
  IconChevronDown,
  IconClipboardCheck,
  IconLanguage,
  IconLock,
  IconLogout,
  IconSettings,
  IconSwitchHorizontal,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { languageNames, languages } from '#renderer/i18n/resources.ts';
import { changeLanguage, isLanguageForced } from '#renderer/i18n/setup.ts';
import { useLanguage } from '#renderer/i18n/use-language.ts';
import { KeyHint } from '#renderer/ui/key-hint.tsx';
import { abilityOf } from '#shared/access/ability.ts';
import { runCommand } from './commands.ts';
import styles from './frame.module.css';
import { useShortcutOf } from './host-context.tsx';
import { useSession } from './session-context.tsx';

export function UserMenu() {
  const { t } = useTranslation(['app', 'model']);
  const { session, lock } = useSession();
  const lockKeys = useShortcutOf('lock');
  const language = useLanguage();
  const navigate = useNavigate();
  const { user } = session;
  const name = language === 'en' ? user.nameEn : user.name;
  const branch = language === 'en' ? user.branchNameEn : user.branchName;
  const role = t(`model:role.${user.role}`);
  return (
    <Menu position="bottom-end" width={240}>
      <Menu.Target>
        <UnstyledButton className={styles.user}>
          <span className={styles.who}>
            <span className={styles.userName}>{name}</span>
            <span className={styles.userRole}>
              {role} · {branch}
            </span>
          </span>
          <IconChevronDown size={14} stroke={1.7} aria-hidden />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        {session.mode === 'offline' && <Menu.Label>{t('app:user.offlineMode')}</Menu.Label>}
        {languages
          .filter((other) => other !== language && !isLanguageForced())
          .map((other) => (
            <Menu.Item
              key={other}
              leftSection={<IconLanguage size={15} stroke={1.7} />}
              onClick={() => changeLanguage(other)}
              lang={other}
            >
              {languageNames[other]}
            </Menu.Item>
          ))}
        <Menu.Item
          leftSection={<IconSettings size={15} stroke={1.7} />}
          onClick={() => navigate('/settings')}
        >
          {t('app:nav.settings')}
        </Menu.Item>
        {abilityOf(user.role).can('create', 'contactLogs') && (
          <Menu.Item
            leftSection={<IconClipboardCheck size={15} stroke={1.7} />}
            onClick={() => navigate('/shift')}
          >
            {t('app:nav.shift')}
          </Menu.Item>
        )}
        <Menu.Divider />
        <Menu.Item
          leftSection={<IconLock size={15} stroke={1.7} />}
          rightSection={<KeyHint shortcut={lockKeys} decorative />}
          onClick={() => lock()}
        >
          {t('app:action.lock')}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconSwitchHorizontal size={15} stroke={1.7} />}
          onClick={() => lock('switch')}
        >
          {t('app:action.switchUser')}
        </Menu.Item>
        <Menu.Item leftSection={<IconLogout size={15} stroke={1.7} />} onClick={() => runCommand('sign-out')}>
          {t('app:action.signOut')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
