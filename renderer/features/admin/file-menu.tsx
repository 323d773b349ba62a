import { ActionIcon, Menu } from '@mantine/core';
import { IconDotsVertical } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useUser } from '#renderer/ui/replica-context.tsx';
import { isFileSection, sectionsOf } from './sections.ts';

/** What can be administered about one customer; nothing for those who administer none. */
export function FileMenu({ customerId }: { customerId: string }) {
  const { t } = useTranslation('admin');
  const items = sectionsOf(useUser().role).filter(isFileSection);
  if (items.length === 0) return null;
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <ActionIcon aria-label={t('menu.label')} title={t('menu.label')}>
          <IconDotsVertical size={16} stroke={1.7} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {items.map((section) => (
          <Menu.Item key={section} component={Link} to={`/administration/${section}`} state={{ customerId }}>
            {t(`menu.${section}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
