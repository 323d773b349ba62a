import { useTranslation } from 'react-i18next';
import { LoadingRows } from '#renderer/ui/loading-rows.tsx';
import { Panel } from '#renderer/ui/panel.tsx';
import { SaveState } from '#renderer/ui/save-state.tsx';
import { useOutbox } from '#renderer/ui/sync-context.tsx';
import { useDirectory } from '#renderer/ui/use-directory.ts';
import { useFormat } from '#renderer/ui/use-format.ts';
import { offerRules } from '#shared/domain/offer.ts';
import type { ContactLog } from '#shared/model/contact-log.ts';
import styles from './served.module.css';

const SHOWN = 4;

/** The last contacts, newest first; of a corrected one the correction stands alone. */
export function LastContacts({ contacts, loading }: { contacts: readonly ContactLog[]; loading: boolean }) {
  const { t } = useTranslation('counter');
  const corrected = new Set(contacts.map(({ correctsId }) => correctsId));
  const shown = contacts.filter(({ id }) => !corrected.has(id)).slice(0, SHOWN);
  return (
    <Panel title={t('contact.title')}>
      {loading && shown.length === 0 && <LoadingRows rows={3} />}
      {!loading && shown.length === 0 && <p className={styles.none}>{t('contact.none')}</p>}
      {shown.length > 0 && (
        <ol className={styles.rows}>
          {shown.map((contact) => (
            <ContactRow key={contact.id} contact={contact} />
          ))}
        </ol>
      )}
    </Panel>
  );
}

function ContactRow({ contact }: { contact: ContactLog }) {
  const { t } = useTranslation(['counter', 'model']);
  const format = useFormat();
  const { channel, outcome, note, offer, occurredAt } = contact;
  const { authorOf } = useDirectory();
  // A newer version may know rules that this one does not.
  const ruleName = (rule: string) => {
    const found = offerRules.find((one) => one === rule);
    return found === undefined ? rule : t(`counter:offer.what.${found}`);
  };
  const state = useOutbox().findLast(({ documentId }) => documentId === contact.id)?.state;
  return (
    <li>
      <div className={styles.rowHead}>
        <strong>{t(`model:contactChannel.${channel}`)}</strong>
        <span data-outcome={outcome}>{t(`model:contactOutcome.${outcome}`)}</span>
        {offer !== undefined && (
          <span className={styles.quiet}>
            {t('counter:offer.answered', {
              what: ruleName(offer.rule),
              response: t(`model:offerResponse.${offer.response}`),
            })}
          </span>
        )}
        {contact.correctsId !== undefined && (
          <span className={styles.quiet}>{t('counter:contact.corrected')}</span>
        )}
        {state !== undefined && <SaveState state={state} />}
        <span className={styles.when}>
          {authorOf(contact)} <time dateTime={occurredAt}>{format.dateTime(occurredAt)}</time>
        </span>
      </div>
      <p className={styles.note}>{note}</p>
    </li>
  );
}
