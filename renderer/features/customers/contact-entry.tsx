import { ActionIcon } from '@mantine/core';
import {
  IconBrandWechat,
  IconBuildingBank,
  IconCornerDownRight,
  IconMail,
  IconMapPin,
  IconMessage,
  IconPencil,
  IconPhone,
} from '@tabler/icons-react';
import type { ComponentType } from 'react';
import { useTranslation } from 'react-i18next';
import { SaveState } from '#renderer/ui/save-state.tsx';
import { useFormat } from '#renderer/ui/use-format.ts';
import type { ContactLog } from '#shared/model/contact-log.ts';
import styles from './contact.module.css';
import { Corrected } from './contact-corrected.tsx';
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

export interface ContactEntryProps {
  contact: ContactLog;
  /** The log, to know what corrects what. */
  contacts: readonly ContactLog[];
  /** Opens the form that corrects this entry. */
  onCorrect: () => void;
}

export function ContactEntry({ contact, contacts, onCorrect }: ContactEntryProps) {
  const { t } = useTranslation(['customers', 'file', 'model']);
  const format = useFormat();
  const { outbox, directory } = useFile();
  const Icon = icons[contact.channel];
  const state = documentState(outbox, contact.id);
  const isCorrected = contacts.some(({ correctsId }) => correctsId === contact.id);
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
          {isCorrected && <span className={styles.outcome}>{t('file:correction.corrected')}</span>}
          {state !== undefined && <SaveState state={state} />}
          <span className={styles.when}>
            {directory.authorOf(contact)}
            <time dateTime={contact.occurredAt} title={format.ago(contact.occurredAt)}>
              {format.dateTime(contact.occurredAt)}
            </time>
            {!isCorrected && (
              <ActionIcon
                className={styles.correct}
                aria-label={t('file:correction.correctLabel', { date: format.dateTime(contact.occurredAt) })}
                title={t('file:correction.correct')}
                size="sm"
                onClick={onCorrect}
              >
                <IconPencil size={13} stroke={1.6} />
              </ActionIcon>
            )}
          </span>
        </div>
        <p className={styles.note} data-corrected={isCorrected}>
          {contact.note}
        </p>
        <Corrected contact={contact} contacts={contacts} />
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
