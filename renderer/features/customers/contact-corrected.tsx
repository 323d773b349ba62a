import { useTranslation } from 'react-i18next';
import { useFormat } from '#renderer/ui/use-format.ts';
import type { ContactLog } from '#shared/model/contact-log.ts';
import styles from './contact.module.css';

/** What a correction corrects, as it was written. */
export function Corrected({ contact, contacts }: { contact: ContactLog; contacts: readonly ContactLog[] }) {
  const { t } = useTranslation('file');
  const format = useFormat();
  if (contact.correctsId === undefined) return null;
  const before = contacts.find(({ id }) => id === contact.correctsId);
  if (before === undefined) return null;
  return (
    <p className={styles.corrects}>
      {t('correction.corrects', { date: format.dateTime(before.occurredAt) })} <del>{before.note}</del>
    </p>
  );
}
