import { Checkbox, Group, NativeSelect, Textarea } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { startingWith, useOffered } from '#renderer/ui/base-lists.tsx';
import { DateField } from '#renderer/ui/date-field.tsx';
import styles from '#renderer/ui/entry-form.module.css';
import { EntryForm } from '#renderer/ui/entry-form.tsx';
import { OfferedText } from '#renderer/ui/offered-text.tsx';
import { useRights } from '#renderer/ui/replica-context.tsx';
import { useKeptForm } from '#renderer/ui/use-keep.tsx';
import { useProblemTexts } from '#renderer/ui/use-problem-text.ts';
import { useSave } from '#renderer/ui/use-save.ts';
import { hiddenFieldsOf } from '#shared/access/ability.ts';
import { sameJson } from '#shared/merge/three-way.ts';
import { contactChannel, contactDirection, contactOutcome } from '#shared/model/contact-log.ts';
import { type ContactDraft, type ContactField, emptyContact, readContact } from './contact-draft.ts';
import { useFile } from './file-context.tsx';
import { PhraseMenu } from './phrase-menu.tsx';

/** Tellers meet customers at the counter, the others call them. */
function startOf(role: string): ContactDraft {
  return role === 'teller' ? { ...emptyContact, channel: 'counter', direction: 'inbound' } : emptyContact;
}

export function ContactForm({ focusKey, onClose }: { focusKey: number; onClose: () => void }) {
  const { t } = useTranslation(['customers', 'model']);
  const { customer, user, today } = useFile();
  const save = useSave();
  const textsOf = useProblemTexts<ContactField>();
  const noteRef = useRef<HTMLTextAreaElement>(null);
  const hidden = hiddenFieldsOf(useRights(), 'contactLogs');
  const [hasStep, hasStepDay] = [!hidden.includes('nextStep'), !hidden.includes('nextStepOn')];
  const start = startOf(user.role);
  const channels = useOffered('contact_channel', contactChannel.options);
  const directions = useOffered('contact_direction', contactDirection.options);
  const outcomes = useOffered('contact_outcome', contactOutcome.options);
  const form = useForm<ContactDraft>({
    initialValues: {
      ...start,
      channel: startingWith(channels, start.channel),
      direction: startingWith(directions, start.direction),
      outcome: startingWith(outcomes, start.outcome),
    },
  });
  const dirty = !sameJson(form.values, form.getInitialValues());
  const forget = useKeptForm(`contact form ${customer.id}`, form, dirty);

  const onSubmit = async () => {
    const { value, problems } = readContact(form.getValues(), {
      customerId: customer.id,
      author: user,
      now: new Date(),
      today,
    });
    form.setErrors(textsOf(problems));
    if (value === null) return false;
    const about = { customerId: customer.id };
    const log = { collection: 'contactLogs', intent: 'contactLog.add', ...about, next: value.log } as const;
    const task =
      value.task && ({ collection: 'tasks', intent: 'task.add', ...about, next: value.task } as const);
    const saved = await save(
      task === null ? [log] : [log, task],
      t(task === null ? 'contact.saved' : 'contact.savedWithTask'),
    );
    if (saved === null) return false;
    forget();
    onClose();
    return true;
  };

  return (
    <EntryForm
      label={t('contact.form')}
      dirty={dirty}
      submitLabel={t('profile.save')}
      focusKey={focusKey}
      onSubmit={onSubmit}
      onClose={onClose}
    >
      <div className={styles.row}>
        <NativeSelect
          label={t('contact.channel')}
          data={channels.map((value) => ({ value, label: t(`model:contactChannel.${value}`) }))}
          {...form.getInputProps('channel')}
        />
        <NativeSelect
          label={t('contact.direction')}
          data={directions.map((value) => ({
            value,
            label: t(`model:contactDirection.${value}`),
          }))}
          {...form.getInputProps('direction')}
        />
        <NativeSelect
          label={t('contact.outcome')}
          data={outcomes.map((value) => ({ value, label: t(`model:contactOutcome.${value}`) }))}
          {...form.getInputProps('outcome')}
        />
      </div>
      <Textarea
        ref={noteRef}
        data-autofocus
        label={t('contact.note')}
        placeholder={t('contact.notePlaceholder')}
        autosize
        minRows={3}
        maxRows={10}
        {...form.getInputProps('note')}
      />
      {(hasStep || hasStepDay) && (
        <div className={styles.step}>
          {hasStep && (
            <OfferedText list="next_step" label={t('contact.nextStep')} {...form.getInputProps('nextStep')} />
          )}
          {hasStepDay && (
            <DateField
              label={t('contact.nextStepOn')}
              hint={t('date.hint')}
              calendarLabel={t('date.open', { label: t('contact.nextStepOn') })}
              value={form.values.nextStepOn}
              onChange={(value) => form.setFieldValue('nextStepOn', value)}
              error={form.errors.nextStepOn}
            />
          )}
        </div>
      )}
      <Group justify="space-between">
        {hasStep && hasStepDay && (
          <Checkbox
            size="xs"
            label={t('contact.followUp')}
            {...form.getInputProps('followUp', { type: 'checkbox' })}
          />
        )}
        <PhraseMenu
          onChoose={(phrase) => {
            const { note } = form.getValues();
            form.setFieldValue('note', note === '' ? phrase : `${note}\n${phrase}`);
          }}
          onClosed={() => noteRef.current?.focus()}
        />
      </Group>
    </EntryForm>
  );
}
