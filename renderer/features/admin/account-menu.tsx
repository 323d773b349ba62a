import { ActionIcon, Menu } from '@mantine/core';
import { IconDotsVertical } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useUser } from '#renderer/ui/replica-context.tsx';
import { abilityOf } from '#shared/access/ability.ts';
import type { UserState } from '#shared/protocol/admin.ts';

interface Props {
  user: UserState;
  name: string;
  onReset: (what: 'reset' | 'factor') => void;
}

/** What IT does when somebody has lost what they sign in with; nothing for one's own account. */
export function AccountMenu({ user, name, onReset }: Props) {
  const { t } = useTranslation('organisation');
  const self = useUser();
  if (self.id === user.id || !abilityOf(self.role).can('update', 'people')) return null;
  const hasPassword = user.signIn !== 'provider';
  if (!hasPassword && user.secondFactor !== true) return null;
  const label = t('person.more', { name });
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <ActionIcon variant="subtle" size="sm" aria-label={label} title={label}>
          <IconDotsVertical size={15} stroke={1.7} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {hasPassword && <Menu.Item onClick={() => onReset('reset')}>{t('person.reset')}</Menu.Item>}
        {user.secondFactor === true && (
          <Menu.Item onClick={() => onReset('factor')}>{t('person.factor')}</Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
