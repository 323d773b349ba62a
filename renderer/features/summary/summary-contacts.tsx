import { useTranslation } from 'react-i18next';
import { shorten } from '#renderer/ui/shorten.ts';
import { useDirectory } from '#renderer/ui/use-directory.ts';
import { useFormat } from '#renderer/ui/use-format.ts';
import type { ContactLog } from '#shared/model/contact-log.ts';
import styles from './summary.module.css';

/** A long note is for the screen. */
const NOTE_LENGTH = 240;

export function SummaryContacts({ contacts }: { contacts: readonly ContactLog[] }) {
  const { t } = useTranslation(['summary', 'model']);
  const format = useFormat();
  const { authorOf } = useDirectory();
  if (contacts.length === 0) return <p className={styles.quiet}>{t('summary:noContacts')}</p>;
  return (
    <ul className={styles.list}>
      {contacts.map((contact) => (
        <li key={contact.id}>
          <time dateTime={contact.occurredAt}>{format.dateTime(contact.occurredAt)}</time>
          <span>
            <span className={styles.quiet}>
              {t(`model:contactChannel.${contact.channel}`)} · {t(`model:contactOutcome.${contact.outcome}`)}{' '}
              · {authorOf(contact)}
            </span>
            <br />
            {shorten(contact.note, NOTE_LENGTH)}
          </span>
        </li>
      ))}
    </ul>
  );
}
