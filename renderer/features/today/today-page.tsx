import { useTranslation } from 'react-i18next';
import { Page } from '#renderer/ui/page.tsx';
import { PageHeader } from '#renderer/ui/page-header.tsx';
import { useFormat } from '#renderer/ui/use-format.ts';
import { useToday } from '#renderer/ui/use-today.ts';
import { AgendaPanel } from './agenda-panel.tsx';
import { ContactPanel } from './contact-panel.tsx';
import { SyncSummary } from './sync-summary.tsx';
import styles from './today.module.css';

/** The first screen of the day: what to do, what falls due, where one left off. */
export function TodayPage() {
  const { t } = useTranslation('today');
  const format = useFormat();
  const today = useToday();
  return (
    <Page>
      <PageHeader
        title={t('title')}
        note={<time dateTime={today}>{format.longDate(today)}</time>}
        actions={<SyncSummary />}
      />
      <div className={styles.columns}>
        <AgendaPanel />
        <div className={styles.side}>
          <ContactPanel />
        </div>
      </div>
    </Page>
  );
}
