import { IconUserOff } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '#renderer/ui/empty-state.tsx';
import { Page } from '#renderer/ui/page.tsx';
import { PageHeader } from '#renderer/ui/page-header.tsx';
import { useUser } from '#renderer/ui/replica-context.tsx';
import { useFormat } from '#renderer/ui/use-format.ts';
import { useToday } from '#renderer/ui/use-today.ts';
import { abilityOf } from '#shared/access/ability.ts';
import { ContactPanel } from './contact-panel.tsx';
import { ReminderPanel } from './reminder-panel.tsx';
import { SyncSummary } from './sync-summary.tsx';
import { TaskPanel } from './task-panel.tsx';
import styles from './today.module.css';

/** The first screen of the day: what to do, what falls due, where one left off. */
export function TodayPage() {
  const { t } = useTranslation('today');
  const format = useFormat();
  const today = useToday();
  const holdsFiles = abilityOf(useUser().role).can('read', 'customers');
  return (
    <Page>
      <PageHeader
        title={t('title')}
        note={
          <time dateTime={today}>
            {format.date(today)} {format.weekday(today)}
          </time>
        }
        actions={<SyncSummary />}
      />
      {holdsFiles ? (
        <div className={styles.columns}>
          <TaskPanel />
          <div className={styles.side}>
            <ReminderPanel />
            <ContactPanel />
          </div>
        </div>
      ) : (
        <EmptyState
          icon={<IconUserOff size={28} stroke={1.5} />}
          title={t('noFiles.title')}
          description={t('noFiles.description')}
        />
      )}
    </Page>
  );
}
