import { Autocomplete, Button, Group, Modal, NativeSelect, Stack, TextInput } from '@mantine/core';
import { type FormEvent, type KeyboardEvent, type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useOffered } from '#renderer/ui/base-lists.tsx';
import { DateField } from '#renderer/ui/date-field.tsx';
import type { Problems } from '#renderer/ui/problem.ts';
import { useUser } from '#renderer/ui/replica-context.tsx';
import { useFormat } from '#renderer/ui/use-format.ts';
import { useProblemText } from '#renderer/ui/use-problem-text.ts';
import { useToday } from '#renderer/ui/use-today.ts';
import { task, taskKind } from '#shared/model/task.ts';
import type { BulkAction, BulkKind } from './bulk.ts';
import { newTaskDraft, readNewTask, type TaskField } from './task-draft.ts';
import { useKnownTexts } from './use-known-texts.ts';

const LONGEST_TAG = 24;

export interface BulkDialogProps {
  kind: BulkKind | null;
  /** How many customers it is about. */
  count: number;
  onApply: (action: BulkAction) => void;
  onClose: () => void;
}

const titles = {
  addTag: 'bulk.addTagTitle',
  removeTag: 'bulk.removeTagTitle',
  addTask: 'bulk.taskTitle',
} as const;

/** Asks what is to be done to everybody who is chosen. */
export function BulkDialog({ kind, count, onApply, onClose }: BulkDialogProps) {
  const { t } = useTranslation('portfolio');
  const format = useFormat();
  const form = { onApply, onClose };
  return (
    <Modal
      opened={kind !== null}
      onClose={onClose}
      returnFocus={false}
      size="md"
      title={kind !== null && t(titles[kind], { number: format.number(count) })}
    >
      {kind === 'addTask' && <TaskForm {...form} />}
      {(kind === 'addTag' || kind === 'removeTag') && <TagForm {...form} kind={kind} />}
    </Modal>
  );
}

type FormProps = Pick<BulkDialogProps, 'onApply' | 'onClose'>;

function TagForm({ kind, onApply, onClose }: FormProps & { kind: 'addTag' | 'removeTag' }) {
  const { t } = useTranslation('portfolio');
  const known = useKnownTexts('tags');
  const [tag, setTag] = useState('');
  const [asked, setAsked] = useState(false);
  const wanted = tag.trim();
  const problem =
    wanted === ''
      ? t('bulk.tagNeeded')
      : [...wanted].length > LONGEST_TAG
        ? t('bulk.tagLong', { max: LONGEST_TAG })
        : undefined;
  return (
    <BulkForm
      onClose={onClose}
      onSubmit={() => {
        setAsked(true);
        if (problem === undefined) onApply({ kind, tag: wanted });
      }}
    >
      <Autocomplete
        data-autofocus
        label={t('bulk.tag')}
        placeholder={t('bulk.tagPlaceholder')}
        value={tag}
        onChange={setTag}
        data={known.map(({ text }) => text)}
        limit={8}
        error={asked && problem}
      />
    </BulkForm>
  );
}

function TaskForm({ onApply, onClose }: FormProps) {
  const { t } = useTranslation(['customers', 'model']);
  const { id: authorId } = useUser();
  const today = useToday();
  const problemText = useProblemText();
  const [draft, setDraft] = useState(() => newTaskDraft(authorId, today));
  const [problems, setProblems] = useState<Problems<TaskField>>({});
  const submit = () => {
    // Whose task it is differs from customer to customer, what is to be done does not.
    const { value, problems: found } = readNewTask(draft, { customerId: authorId, authorId, today });
    setProblems(found ?? {});
    if (value === null) return;
    const { title, kind, priority, dueOn } = task
      .pick({ title: true, kind: true, priority: true, dueOn: true })
      .strip()
      .parse(value);
    onApply({
      kind: 'addTask',
      task: { title, kind, priority, dueOn, assigneeId: authorId, createdById: authorId },
    });
  };
  const kinds = useOffered('task_kind', taskKind.options);
  return (
    <BulkForm onClose={onClose} onSubmit={submit}>
      <TextInput
        data-autofocus
        withAsterisk
        label={t('task.what')}
        value={draft.title}
        error={problemText(problems.title)}
        onChange={(event) => setDraft({ ...draft, title: event.currentTarget.value })}
      />
      <Group grow align="start">
        <DateField
          label={t('task.due')}
          hint={t('date.hint')}
          calendarLabel={t('date.open', { label: t('task.due') })}
          withAsterisk
          value={draft.dueOn}
          error={problemText(problems.dueOn)}
          onChange={(dueOn) => setDraft({ ...draft, dueOn })}
        />
        <NativeSelect
          label={t('task.kind')}
          value={draft.kind}
          onChange={(event) => {
            const chosen = event.currentTarget.value;
            const kind = taskKind.options.find((option) => option === chosen);
            if (kind !== undefined) setDraft({ ...draft, kind });
          }}
          data={kinds.map((value) => ({ value, label: t(`model:taskKind.${value}`) }))}
        />
      </Group>
    </BulkForm>
  );
}

function BulkForm(props: { onSubmit: () => void; onClose: () => void; children: ReactNode }) {
  const { t } = useTranslation('portfolio');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    props.onSubmit();
  };
  // Enter that ends a composition chooses characters.
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && event.nativeEvent.isComposing) event.preventDefault();
  };
  return (
    <form onSubmit={submit} onKeyDown={onKeyDown} noValidate>
      <Stack gap="sm">
        {props.children}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={props.onClose}>
            {t('bulk.cancel')}
          </Button>
          <Button type="submit">{t('bulk.apply')}</Button>
        </Group>
      </Stack>
    </form>
  );
}
