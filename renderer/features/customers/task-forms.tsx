import { useForm } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { EntryForm } from '#renderer/ui/entry-form.tsx';
import { useRights } from '#renderer/ui/replica-context.tsx';
import { useKeptForm } from '#renderer/ui/use-keep.tsx';
import { useProblemTexts } from '#renderer/ui/use-problem-text.ts';
import { useSave } from '#renderer/ui/use-save.ts';
import { writableFieldsOf } from '#shared/access/ability.ts';
import { sameJson } from '#shared/merge/three-way.ts';
import type { Task } from '#shared/model/task.ts';
import { useFile } from './file-context.tsx';
import {
  newTaskDraft,
  readNewTask,
  readTaskEdit,
  type TaskDraft,
  type TaskField,
  taskDraftOf,
} from './task-draft.ts';
import { TaskFields } from './task-fields.tsx';
import { useTaskEdits } from './use-task-edits.ts';

export function NewTaskForm({ focusKey, onClose }: { focusKey: number; onClose: () => void }) {
  const { t } = useTranslation('customers');
  const { customer, user, today } = useFile();
  const save = useSave();
  const textsOf = useProblemTexts<TaskField>();
  const form = useForm<TaskDraft>({ initialValues: newTaskDraft(user.id, today) });
  const dirty = !sameJson(form.values, form.getInitialValues());
  const forget = useKeptForm(`task form ${customer.id}`, form, dirty);
  const onSubmit = async () => {
    const context = { customerId: customer.id, authorId: user.id, today };
    const { value, problems } = readNewTask(form.getValues(), context);
    form.setErrors(textsOf(problems));
    if (value === null) return false;
    const about = { customerId: customer.id, next: value };
    const saved = await save([{ collection: 'tasks', intent: 'task.add', ...about }], t('task.saved'));
    if (saved === null) return false;
    forget();
    onClose();
    return true;
  };
  return (
    <EntryForm
      label={t('task.form')}
      dirty={dirty}
      submitLabel={t('profile.save')}
      focusKey={focusKey}
      enterSaves
      onSubmit={onSubmit}
      onClose={onClose}
    >
      <TaskFields form={form} mayAssign />
    </EntryForm>
  );
}

export function EditTaskForm(props: { task: Task; focusKey: number; onClose: () => void }) {
  const { task, focusKey, onClose } = props;
  const { t } = useTranslation('customers');
  const { today } = useFile();
  const rights = useRights();
  const edits = useTaskEdits();
  const textsOf = useProblemTexts<TaskField>();
  const form = useForm<TaskDraft>({ initialValues: taskDraftOf(task) });
  const dirty = !sameJson(form.values, form.getInitialValues());
  const forget = useKeptForm(`edit task form ${task.id}`, form, dirty, {
    customerId: task.customerId,
  });
  const onSubmit = async () => {
    const { value, problems } = readTaskEdit(form.getValues(), task, today);
    form.setErrors(textsOf(problems));
    if (value === null) return false;
    if (Object.keys(value).length > 0 && !(await edits.change(task, value, form.getValues().extent)))
      return false;
    forget();
    onClose();
    return true;
  };
  return (
    <EntryForm
      label={t('task.editForm')}
      dirty={dirty}
      submitLabel={t('profile.save')}
      focusKey={focusKey}
      enterSaves
      onSubmit={onSubmit}
      onClose={onClose}
    >
      <TaskFields
        form={form}
        mayAssign={writableFieldsOf(rights, 'tasks').includes('assigneeId')}
        inSeries={task.repeats !== undefined}
      />
    </EntryForm>
  );
}
