import { SegmentedControl, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Page } from '#renderer/ui/page.tsx';
import { PageHeader } from '#renderer/ui/page-header.tsx';
import { BranchTable } from './branch-table.tsx';
import { StaffTable } from './staff-table.tsx';

const tabs = ['staff', 'branches'] as const;
type Tab = (typeof tabs)[number];

/** Colleagues and branches, from this device: it works without the server. */
export function DirectoryPage() {
  const { t } = useTranslation('directory');
  const [tab, setTab] = useState<Tab>('staff');
  const [filter, setFilter] = useState('');
  return (
    <Page>
      <PageHeader
        title={t('title')}
        actions={
          <>
            <TextInput
              w={300}
              aria-label={t('filterLabel')}
              placeholder={t('filter')}
              leftSection={<IconSearch size={14} aria-hidden />}
              value={filter}
              onChange={(event) => setFilter(event.currentTarget.value)}
            />
            <SegmentedControl
              aria-label={t('title')}
              value={tab}
              onChange={(value: Tab) => setTab(value)}
              data={tabs.map((value) => ({ value, label: t(value) }))}
            />
          </>
        }
      />
      {tab === 'staff' ? <StaffTable filter={filter} /> : <BranchTable filter={filter} />}
    </Page>
  );
}
