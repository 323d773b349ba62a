import { useTranslation } from 'react-i18next';
import { ReminderSettings } from '#renderer/features/agenda/public.tsx';
import { Page } from '#renderer/ui/page.tsx';
import { PageHeader } from '#renderer/ui/page-header.tsx';
import { Panel } from '#renderer/ui/panel.tsx';
import { useUser } from '#renderer/ui/replica-context.tsx';
import { About } from './about.tsx';
import { Account } from './account.tsx';
import { Appearance } from './appearance.tsx';
import { DeviceData } from './device-data.tsx';
import { PoliciesPanel } from './policies-panel.tsx';
import { Safety } from './safety.tsx';
import { SecondFactor } from './second-factor.tsx';
import styles from './settings.module.css';
import { ShortcutList } from './shortcut-list.tsx';

export function SettingsPage() {
  const { t } = useTranslation(['settings', 'agenda']);
  const { role } = useUser();
  return (
    <Page>
      <PageHeader title={t('title')} />
      <div className={styles.columns}>
        <div className={styles.column}>
          <Panel title={t('appearance.title')} padded>
            <Appearance />
          </Panel>
          <Panel title={t('agenda:settings.title')} padded>
            <ReminderSettings />
          </Panel>
          <Panel title={t('data.title')} padded>
            <DeviceData />
          </Panel>
          <Panel title={t('about.title')} padded>
            <About />
          </Panel>
        </div>
        <div className={styles.column}>
          <Panel title={t('account.title')} padded>
            <Account />
          </Panel>
          {role === 'it_admin' && <SecondFactor />}
          <Panel title={t('safety.title')} padded>
            <Safety />
          </Panel>
          <Panel title={t('keys.title')} padded>
            <ShortcutList />
          </Panel>
        </div>
      </div>
      <PoliciesPanel />
    </Page>
  );
}
