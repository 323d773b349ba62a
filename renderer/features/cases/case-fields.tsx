import { NativeSelect, Textarea, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { useOffered } from '#renderer/ui/base-lists.tsx';
import { DateField } from '#renderer/ui/date-field.tsx';
import styles from '#renderer/ui/entry-form.module.css';
import { useUser } from '#renderer/ui/replica-context.tsx';
import { useDirectory } from '#renderer/ui/use-directory.ts';
import type { BusinessDate } from '#shared/domain/business-date.ts';
import { contactChannel } from '#shared/model/contact-log.ts';
import { caseKind, caseSeverity } from '#shared/model/service-case.ts';
import { type CaseDraft, withSeverity } from './case-draft.ts';

export interface CaseFieldsProps {
  form: UseFormReturnType<CaseDraft>;
  /** From when its term counts. */
  openedOn: BusinessDate;
  /** Who looks after the customer, who may be made responsible. */
  managerId: string | undefined;
  /** Who is responsible cannot be changed without it. */
  mayAssign: boolean;
  /** How it came in is entered once. */
  isNew: boolean;
}

export function CaseFields({ form, openedOn, managerId, mayAssign, isNew }: CaseFieldsProps) {
  const { t } = useTranslation(['cases', 'customers', 'model']);
  const user = useUser();
  const directory = useDirectory();
  const owners = [...new Set([user.id, managerId, form.getInitialValues().ownerId])].flatMap((id) => {
    if (id === undefined) return [];
    if (id === user.id) return [{ value: id, label: t('me', { name: user.name }) }];
    const name = directory.staffName(id);
    return name === undefined ? [] : [{ value: id, label: name }];
  });
  const kinds = useOffered('case_kind', caseKind.options, form.getInitialValues().kind);
  const channels = useOffered('contact_channel', contactChannel.options, form.getInitialValues().channel);
  const severity = form.getInputProps('severity');
  return (
    <>
      <TextInput
        data-autofocus
        label={t('subject')}
        autoComplete="off"
        withAsterisk
        {...form.getInputProps('subject')}
      />
      <div className={styles.row}>
        <NativeSelect
          label={t('kind')}
          data={kinds.map((value) => ({ value, label: t(`model:caseKind.${value}`) }))}
          {...form.getInputProps('kind')}
        />
        <NativeSelect
          label={t('severity')}
          data={caseSeverity.options.map((value) => ({ value, label: t(`model:caseSeverity.${value}`) }))}
          {...severity}
          onChange={(event) => {
            const chosen = caseSeverity.parse(event.currentTarget.value);
            form.setValues(withSeverity(form.getValues(), chosen, openedOn));
          }}
        />
        {isNew && (
          <NativeSelect
            label={t('channel')}
            data={channels.map((value) => ({
              value,
              label: t(`model:contactChannel.${value}`),
            }))}
            {...form.getInputProps('channel')}
          />
        )}
        <DateField
          label={t('due')}
          hint={t('customers:date.hint')}
          calendarLabel={t('customers:date.open', { label: t('due') })}
          withAsterisk
          value={form.values.dueOn}
          onChange={(value) => form.setFieldValue('dueOn', value)}
          error={form.errors.dueOn}
        />
        {mayAssign && owners.length > 1 && (
          <NativeSelect label={t('owner')} data={owners} {...form.getInputProps('ownerId')} />
        )}
      </div>
      <Textarea
        label={t('detail')}
        placeholder={t('detailPlaceholder')}
        description={t('dueHint')}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        autosize
        minRows={2}
        maxRows={8}
        withAsterisk
        {...form.getInputProps('detail')}
      />
    </>
  );
}
