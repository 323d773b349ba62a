import { Button } from '@mantine/core';
import { IconMessagePlus } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Stored } from '#renderer/replica/api/documents.ts';
import { LoadingRows } from '#renderer/ui/loading-rows.tsx';
import { Panel } from '#renderer/ui/panel.tsx';
import type { ContactLog } from '#shared/model/contact-log.ts';
import styles from './contact.module.css';
import { ContactEntry } from './contact-entry.tsx';
import { ContactForm } from './contact-form.tsx';
import { CorrectionForm } from './correction-form.tsx';

export interface ContactPanelProps {
  contacts: readonly Stored<ContactLog>[];
  loading: boolean;
  more: boolean;
  /** 0 while the form is closed; a new number opens it and takes the focus there. */
  formKey: number;
  onMore: () => void;
  onOpen: () => void;
  onClose: () => void;
}

/** The contact log, newest first. Entries are added, never changed. */
export function ContactPanel(props: ContactPanelProps) {
  const { contacts, loading, more, formKey, onMore, onOpen, onClose } = props;
  const { t } = useTranslation('customers');
  const addRef = useRef<HTMLButtonElement>(null);
  const open = formKey > 0;
  const [correcting, setCorrecting] = useState<{ contact: ContactLog; key: number } | null>(null);
  const wasOpen = useRef(open);
  useEffect(() => {
    if (wasOpen.current && !open) addRef.current?.focus();
    wasOpen.current = open;
  }, [open]);
  return (
    <Panel
      title={t('contact.title')}
      actions={
        !open && (
          <Button
            ref={addRef}
            size="compact-xs"
            variant="subtle"
            leftSection={<IconMessagePlus size={14} stroke={1.7} />}
            onClick={onOpen}
          >
            {t('contact.add')}
          </Button>
        )
      }
    >
      {open && <ContactForm focusKey={formKey} onClose={onClose} />}
      {!open && correcting !== null && (
        <CorrectionForm
          key={correcting.contact.id}
          contact={correcting.contact}
          focusKey={correcting.key}
          onClose={() => {
            setCorrecting(null);
            addRef.current?.focus();
          }}
        />
      )}
      {loading && <LoadingRows rows={5} />}
      {!loading && contacts.length === 0 && !open && <p className={styles.none}>{t('contact.none')}</p>}
      <ol className={styles.log}>
        {contacts.map((contact) => (
          <ContactEntry
            key={contact.id}
            contact={contact}
            contacts={contacts}
            onCorrect={() => setCorrecting({ contact, key: (correcting?.key ?? 0) + 1 })}
          />
        ))}
      </ol>
      {more && (
        <Button variant="subtle" color="gray" className={styles.more} onClick={onMore}>
          {t('contact.showMore')}
        </Button>
      )}
    </Panel>
  );
}
