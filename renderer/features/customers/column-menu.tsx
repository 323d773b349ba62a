import { ActionIcon, Checkbox, Popover, Stack } from '@mantine/core';
import { IconColumns3 } from '@tabler/icons-react';
import type { Table } from '@tanstack/react-table';
import { useTranslation } from 'react-i18next';
import type { CustomerRow } from '#renderer/replica/api.ts';
import type { listFeatures } from './list-columns.tsx';

/** Which columns the list shows; the name always stays. */
export function ColumnMenu({ table }: { table: Table<typeof listFeatures, CustomerRow> }) {
  const { t } = useTranslation('customers');
  return (
    <Popover position="bottom-end" trapFocus shadow="md" withRoles>
      <Popover.Target>
        <ActionIcon aria-label={t('list.columns')} title={t('list.columns')}>
          <IconColumns3 size={17} stroke={1.6} />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('list.columns')}>
        <Stack gap="xs">
          {table
            .getAllLeafColumns()
            .filter((column) => column.getCanHide())
            .map((column) => (
              <Checkbox
                key={column.id}
                size="xs"
                label={String(column.columnDef.header)}
                checked={column.getIsVisible()}
                onChange={column.getToggleVisibilityHandler()}
              />
            ))}
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}
