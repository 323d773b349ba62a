import { Tabs } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useCommand } from '#renderer/app/commands.ts';
import { CasePanel } from '#renderer/features/cases/public.tsx';
import { counterParts } from '#renderer/features/counter/public.ts';
import { useRights } from '#renderer/ui/replica-context.tsx';
import { useKeptState } from '#renderer/ui/use-keep.tsx';
import { ContactPanel } from './contact-panel.tsx';
import { documentState } from './field-states.ts';
import { useFile } from './file-context.tsx';
import { FileHeader } from './file-header.tsx';
import styles from './file-screen.module.css';
import { FileSection } from './file-section.tsx';
import { type SectionName, sectionsFor } from './file-sections.ts';
import { KeyFigures } from './key-figures.tsx';
import { StandingStrip } from './standing-strip.tsx';
import { TaskPanel } from './task-panel.tsx';
import { useFileActions } from './use-file-actions.ts';
import { useFileDocuments } from './use-file-documents.ts';
import { useStanding } from './use-standing.ts';

const { AlertList, OffersPanel } = counterParts;

/** The file on one screen: who this is on top, what they have on the left, what is being done for them on the right. */
export function FileScreen() {
  const { t } = useTranslation(['customers', 'file']);
  const navigate = useNavigate();
  const { customer, outbox, today } = useFile();
  const documents = useFileDocuments(customer.id);
  const { holdings, tasks, cases, snapshots, contacts } = documents;
  const standing = useStanding(documents);
  const sections = sectionsFor(useRights());
  const [section, setSection] = useKeptState<SectionName>(`tab ${customer.id}`, 'holdings');
  // Open forms by a running number: 0 is closed, a new number takes the focus into the form.
  const [contactKey, setContactKey] = useKeptState(`contact ${customer.id}`, 0);
  const [taskKey, setTaskKey] = useKeptState(`task ${customer.id}`, 0);
  const [caseKey, setCaseKey] = useKeptState(`case ${customer.id}`, 0);
  const [profileKey, setProfileKey] = useKeptState(`profile ${customer.id}`, 0);
  const addContact = () => setContactKey((key) => key + 1);
  const addTask = () => setTaskKey((key) => key + 1);
  const addCase = () => setCaseKey((key) => key + 1);
  const editProfile = () => {
    setSection('profile');
    setProfileKey((key) => key + 1);
  };
  const leave = () => {
    // An open form is never left behind by a key that was meant to close it.
    const field = document.querySelector<HTMLElement>('[data-file-form] [data-autofocus]');
    if (field === null) void navigate('/customers');
    else field.focus();
  };
  useFileActions({ sections, show: setSection, addContact, addTask, addCase, editProfile, leave });
  useCommand('add-contact-log', addContact);
  useCommand('add-task', addTask);

  return (
    <div className={styles.screen}>
      <div className={styles.card}>
        <FileHeader onAddContact={addContact} onAddTask={addTask} />
        <KeyFigures
          holdings={holdings}
          tasks={tasks}
          snapshots={snapshots}
          lastContactAt={contacts[0]?.occurredAt}
        />
        {!documents.loading && <StandingStrip standing={standing} onOpen={() => setSection('standing')} />}
        <AlertList customer={customer} holdings={holdings} cases={cases} tasks={tasks} today={today} />
      </div>
      <div className={styles.columns}>
        <section className={styles.card} aria-label={t('page.file')}>
          <Tabs
            value={section}
            onChange={(value) => setSection(sections.find((name) => name === value) ?? 'holdings')}
          >
            <Tabs.List className={styles.sections} aria-label={t('file:sections')}>
              {sections.map((name, at) => (
                <Tabs.Tab key={name} value={name} aria-keyshortcuts={String(at + 1)}>
                  {t(`file:section.${name}`)}
                </Tabs.Tab>
              ))}
            </Tabs.List>
            {sections.map((name) => (
              <Tabs.Panel key={name} value={name}>
                {name === section && (
                  <FileSection
                    name={name}
                    documents={documents}
                    standing={standing}
                    profile={{
                      editing: profileKey > 0,
                      focusKey: profileKey,
                      onEdit: editProfile,
                      onClose: () => setProfileKey(0),
                    }}
                  />
                )}
              </Tabs.Panel>
            ))}
          </Tabs>
        </section>
        <section className={styles.work} aria-label={t('page.work')}>
          <TaskPanel tasks={tasks} formKey={taskKey} onOpen={addTask} onClose={() => setTaskKey(0)} />
          <CasePanel
            customerId={customer.id}
            managerId={customer.managerId}
            cases={cases}
            stateOf={(id) => documentState(outbox, id)}
            formKey={caseKey}
            onOpen={addCase}
            onClose={() => setCaseKey(0)}
          />
          <OffersPanel customerId={customer.id} />
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
