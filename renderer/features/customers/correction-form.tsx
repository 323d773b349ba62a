import { NativeSelect, Text, Textarea } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { useOffered } from '#renderer/ui/base-lists.tsx';
import styles from '#renderer/ui/entry-form.module.css';
import { EntryForm } from '#renderer/ui/entry-form.tsx';
import { useFormat } from '#renderer/ui/use-format.ts';
import { useKeptForm } from '#renderer/ui/use-keep.tsx';
import { useProblemTexts } from '#renderer/ui/use-problem-text.ts';
import { useSave } from '#renderer/ui/use-save.ts';
import { sameJson } from '#shared/merge/three-way.ts';
import { type ContactLog, contactOutcome } from '#shared/model/contact-log.ts';
import { type CorrectionDraft, correctionDraftOf, readCorrection } from './contact-correction.ts';
import { useFile } from './file-context.tsx';

export interface CorrectionFormProps {
  contact: ContactLog;
  focusKey: number;
  onClose: () => void;
}

/** Writes a contact anew: the entry stays as it was, the correction names it. */
export function CorrectionForm({ contact, focusKey, onClose }: CorrectionFormProps) {
  const { t } = useTranslation(['file', 'customers', 'model']);
  const format = useFormat();
  const { user } = useFile();
  const save = useSave();
  const textsOf = useProblemTexts<keyof CorrectionDraft>();
  const outcomes = useOffered('contact_outcome', contactOutcome.options, contact.outcome);
  const form = useForm<CorrectionDraft>({ initialValues: correctionDraftOf(contact) });
  const dirty = !sameJson(form.values, form.getInitialValues());
  const forget = useKeptForm(`correction form ${contact.id} ${contact.customerId}`, form, dirty);
  const onSubmit = async () => {
    const { value, problems } = readCorrection(form.getValues(), contact, user);
    form.setErrors(textsOf(problems));
    if (value === null) return false;
    const about = { customerId: contact.customerId, next: value };
    const edit = { collection: 'contactLogs', intent: 'contactLog.add', ...about } as const;
    if (dirty && (await save([edit], t('correction.saved'))) === null) return false;
    forget();
    onClose();
    return true;
  };
  return (
    <EntryForm
      label={t('correction.form')}
      dirty={dirty}
      submitLabel={t('customers:profile.save')}
      focusKey={focusKey}
      onSubmit={onSubmit}
      onClose={onClose}
    >
      <Text size="xs" c="dimmed">
        {t('correction.corrects', { date: format.dateTime(contact.occurredAt) })} {t('correction.hint')}
      </Text>
      <div className={styles.row}>
        <NativeSelect
          label={t('customers:contact.outcome')}
          data={outcomes.map((value) => ({ value, label: t(`model:contactOutcome.${value}`) }))}
          {...form.getInputProps('outcome')}
        />
      </div>
      <Textarea
        data-autofocus
        label={t('customers:contact.note')}
        autosize
        minRows={2}
        maxRows={10}
        {...form.getInputProps('note')}
      />
    </EntryForm>
  );
}
