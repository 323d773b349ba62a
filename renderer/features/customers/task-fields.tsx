import { NativeSelect, SegmentedControl, Textarea, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { taskWhen } from '#renderer/features/agenda/public.ts';
import { useOffered } from '#renderer/ui/base-lists.tsx';
import { DateField } from '#renderer/ui/date-field.tsx';
import styles from '#renderer/ui/entry-form.module.css';
import { taskKind, taskPriority } from '#shared/model/task.ts';
import { useFile } from './file-context.tsx';
import type { TaskDraft } from './task-draft.ts';

export interface TaskFieldsProps {
  form: UseFormReturnType<TaskDraft>;
  /** Who else the task may be given to; without it the assignee cannot be changed. */
  mayAssign: boolean;
  /** A change may be for this one alone, or for all that come after as well. */
  inSeries?: boolean;
}

/** The fields of a task, for a new one and for an edit. */
export function TaskFields({ form, mayAssign, inSeries = false }: TaskFieldsProps) {
  const { t } = useTranslation(['customers', 'model', 'agenda']);
  const { customer, user, directory } = useFile();
  const kinds = useOffered('task_kind', taskKind.options, form.getInitialValues().kind);
  const candidates = [...new Set([user.id, customer.managerId, form.getInitialValues().assigneeId])].flatMap(
    (id) => {
      if (id === undefined) return [];
      if (id === user.id) return [{ value: id, label: t('task.me', { name: user.name }) }];
      const name = directory.staffName(id);
      return name === undefined ? [] : [{ value: id, label: name }];
    },
  );
  return (
    <>
      <TextInput
        data-autofocus
        label={t('task.what')}
        autoComplete="off"
        withAsterisk
        {...form.getInputProps('title')}
      />
      <div className={styles.row}>
        <DateField
          label={t('task.due')}
          hint={t('date.hint')}
          calendarLabel={t('date.open', { label: t('task.due') })}
          withAsterisk
          value={form.values.dueOn}
          onChange={(value) => form.setFieldValue('dueOn', value)}
          error={form.errors.dueOn}
        />
        <NativeSelect
          label={t('task.kind')}
          data={kinds.map((value) => ({ value, label: t(`model:taskKind.${value}`) }))}
          {...form.getInputProps('kind')}
        />
        <NativeSelect
          label={t('task.priority')}
          data={taskPriority.options.map((value) => ({ value, label: t(`model:taskPriority.${value}`) }))}
          {...form.getInputProps('priority')}
        />
        {mayAssign && candidates.length > 1 && (
          <NativeSelect label={t('task.assignee')} data={candidates} {...form.getInputProps('assigneeId')} />
        )}
      </div>
      <taskWhen.WhenFields
        values={form.values}
        errors={form.errors}
        onChange={(field, value) => form.setFieldValue(field, value)}
      />
      {inSeries && (
        <SegmentedControl
          aria-label={t('agenda:series.question')}
          value={form.values.extent}
          onChange={(value: TaskDraft['extent']) => form.setFieldValue('extent', value)}
          data={[
            { value: 'one', label: t('agenda:series.one') },
            { value: 'series', label: t('agenda:series.all') },
          ]}
        />
      )}
      <Textarea label={t('task.note')} autosize minRows={1} maxRows={6} {...form.getInputProps('note')} />
    </>
  );
}
