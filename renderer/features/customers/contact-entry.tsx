import {
  IconBrandWechat,
  IconBuildingBank,
  IconCornerDownRight,
  IconMail,
  IconMapPin,
  IconMessage,
  IconPhone,
} from '@tabler/icons-react';
import type { ComponentType } from 'react';
import { useTranslation } from 'react-i18next';
import { SaveState } from '#renderer/ui/save-state.tsx';
import { useFormat } from '#renderer/ui/use-format.ts';
import type { ContactLog } from '#shared/model/contact-log.ts';
import styles from './contact.module.css';
import { documentState } from './field-states.ts';
import { useFile } from './file-context.tsx';

const icons: Record<ContactLog['channel'], ComponentType<{ size: number; stroke: number }>> = {
  call: IconPhone,
  visit: IconMapPin,
  counter: IconBuildingBank,
  wechat: IconBrandWechat,
  sms: IconMessage,
  email: IconMail,
};

export function ContactEntry({ contact }: { contact: ContactLog }) {
  const { t } = useTranslation(['customers', 'model']);
  const format = useFormat();
  const { outbox } = useFile();
  const Icon = icons[contact.channel];
  const state = documentState(outbox, contact.id);
  return (
    <li className={styles.entry}>
      <span className={styles.icon} aria-hidden>
        <Icon size={15} stroke={1.6} />
      </span>
      <div className={styles.body}>
        <div className={styles.line}>
          <strong>{t(`model:contactChannel.${contact.channel}`)}</strong>
          <span className={styles.quiet}>{t(`model:contactDirection.${contact.direction}`)}</span>
          <span className={styles.outcome} data-outcome={contact.outcome}>
            {t(`model:contactOutcome.${contact.outcome}`)}
          </span>
          {contact.correctsId !== undefined && (
            <span className={styles.outcome}>{t('contact.correction')}</span>
          )}
          {state !== undefined && <SaveState state={state} />}
          <span className={styles.when}>
            {contact.authorName}
            <time dateTime={contact.occurredAt} title={format.ago(contact.occurredAt)}>
              {format.dateTime(contact.occurredAt)}
            </time>
          </span>
        </div>
        <p className={styles.note}>{contact.note}</p>
        {contact.nextStep !== undefined && (
          <div className={styles.next}>
            <IconCornerDownRight size={13} stroke={1.8} aria-hidden />
            {t('contact.next', { step: contact.nextStep })}
            {contact.nextStepOn !== undefined && (
              <time dateTime={contact.nextStepOn}>{format.shortDate(contact.nextStepOn)}</time>
            )}
          </div>
        )}
      </div>
    </li>
  );
}
