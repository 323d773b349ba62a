import { Tabs } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useCommand } from '#renderer/app/commands.ts';
import { useKeptState } from '#renderer/ui/use-keep.tsx';
import { useShortcut } from '#renderer/ui/use-shortcut.ts';
import { ContactPanel } from './contact-panel.tsx';
import { FileAlerts } from './file-alerts.tsx';
import { useFile } from './file-context.tsx';
import { FileHeader } from './file-header.tsx';
import styles from './file-screen.module.css';
import { HoldingsPanel } from './holdings-panel.tsx';
import { KeyFigures } from './key-figures.tsx';
import { ProfilePanel } from './profile-panel.tsx';
import { RelationshipPanel } from './relationship-panel.tsx';
import { TaskPanel } from './task-panel.tsx';
import { useFileDocuments } from './use-file-documents.ts';

type TabName = 'holdings' | 'profile' | 'relationships';

/** The file on one screen: what the customer has on the left, what is being done for them on the right. */
export function FileScreen({ onReveal }: { onReveal: () => void }) {
  const { t } = useTranslation('customers');
  const navigate = useNavigate();
  const { customer } = useFile();
  const documents = useFileDocuments(customer.id);
  const { holdings, tasks, relationships, snapshots, contacts } = documents;
  const [tab, setTab] = useKeptState<TabName>(`tab ${customer.id}`, 'holdings');
  // Open forms by a running number: 0 is closed, a new number takes the focus into the form.
  const [contactKey, setContactKey] = useKeptState(`contact ${customer.id}`, 0);
  const [taskKey, setTaskKey] = useKeptState(`task ${customer.id}`, 0);
  const [profileKey, setProfileKey] = useKeptState(`profile ${customer.id}`, 0);
  const addContact = () => setContactKey((key) => key + 1);
  const addTask = () => setTaskKey((key) => key + 1);
  const editProfile = () => {
    setTab('profile');
    setProfileKey((key) => key + 1);
  };

  useShortcut('c', addContact);
  useShortcut('t', addTask);
  useShortcut('e', editProfile);
  useShortcut('Escape', () => {
    // An open form is never left behind by a key that was meant to close it.
    const field = document.querySelector<HTMLElement>('[data-file-form] [data-autofocus]');
    if (field === null) void navigate('/customers');
    else field.focus();
  });
  useCommand('add-contact-log', addContact);
  useCommand('add-task', addTask);

  return (
    <div className={styles.screen}>
      <div className={styles.card}>
        <FileHeader onReveal={onReveal} onAddContact={addContact} onAddTask={addTask} />
        <KeyFigures
          holdings={holdings}
          tasks={tasks}
          snapshots={snapshots}
          lastContactAt={contacts[0]?.occurredAt}
        />
        <FileAlerts holdings={holdings} />
      </div>
      <div className={styles.columns}>
        <section className={styles.card} aria-label={t('page.file')}>
          <Tabs value={tab} onChange={(value) => setTab((value ?? 'holdings') as TabName)} keepMounted>
            <Tabs.List>
              <Tabs.Tab value="holdings">{t('tab.holdings')}</Tabs.Tab>
              <Tabs.Tab value="profile">{t('tab.profile')}</Tabs.Tab>
              <Tabs.Tab value="relationships">{t('tab.relationships')}</Tabs.Tab>
            </Tabs.List>
            <Tabs.Panel value="holdings">
              <HoldingsPanel holdings={holdings} />
            </Tabs.Panel>
            <Tabs.Panel value="profile">
              <ProfilePanel
                editing={profileKey > 0}
                focusKey={profileKey}
                onEdit={editProfile}
                onClose={() => setProfileKey(0)}
              />
            </Tabs.Panel>
            <Tabs.Panel value="relationships">
              <RelationshipPanel relationships={relationships} />
            </Tabs.Panel>
          </Tabs>
        </section>
        <section className={styles.work} aria-label={t('page.work')}>
          <TaskPanel tasks={tasks} formKey={taskKey} onOpen={addTask} onClose={() => setTaskKey(0)} />
          <ContactPanel
            contacts={contacts}
            loading={documents.contactsLoading}
            more={documents.moreContacts}
            formKey={contactKey}
            onMore={documents.showMoreContacts}
            onOpen={addContact}
            onClose={() => setContactKey(0)}
          />
        </section>
      </div>
    </div>
  );
}
