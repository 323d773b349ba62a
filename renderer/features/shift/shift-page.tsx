import { Button } from '@mantine/core';
import { IconClipboardCheck, IconLogout } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { runCommand } from '#renderer/app/commands.ts';
import { useLanguage } from '#renderer/i18n/use-language.ts';
import { EmptyState } from '#renderer/ui/empty-state.tsx';
import { Page } from '#renderer/ui/page.tsx';
import { PageHeader } from '#renderer/ui/page-header.tsx';
import { Panel } from '#renderer/ui/panel.tsx';
import { useUser } from '#renderer/ui/replica-context.tsx';
import { useSyncStatus } from '#renderer/ui/sync-context.tsx';
import { useFormat } from '#renderer/ui/use-format.ts';
import { useShift } from '#renderer/ui/use-shift.ts';
import styles from './shift.module.css';
import { ShiftFigures } from './shift-figures.tsx';
import { ShiftTable } from './shift-table.tsx';

/** The end of a day at the counter: what was done here since the sign-in, and where each of it stands. */
export function ShiftPage() {
  const { t } = useTranslation(['shift', 'app']);
  const format = useFormat();
  const user = useUser();
  const branch = useLanguage() === 'en' ? user.branchNameEn : user.branchName;
  const { unsent } = useSyncStatus();
  const { since, edits } = useShift();
  return (
    <Page>
      <PageHeader
        title={t('shift:title')}
        note={t('shift:since', { time: format.time(since), branch })}
        actions={
          <Button
            variant="default"
            leftSection={<IconLogout size={15} stroke={1.7} />}
            onClick={() => runCommand('sign-out')}
          >
            {t('app:action.signOut')}
          </Button>
        }
      />
      <Panel title={t('shift:summary')} padded>
        <ShiftFigures />
        <p className={styles.note}>{t(unsent > 0 ? 'shift:unsentKept' : 'shift:allSent')}</p>
      </Panel>
      <Panel title={t('shift:list')} count={edits.length}>
        {edits.length === 0 ? (
          <EmptyState
            icon={<IconClipboardCheck size={26} stroke={1.4} />}
            title={t('shift:empty')}
            description={t('shift:emptyHint')}
          />
        ) : (
          <ShiftTable edits={edits} />
        )}
      </Panel>
    </Page>
  );
}
