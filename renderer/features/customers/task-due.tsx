import { Popover, UnstyledButton } from '@mantine/core';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DateField } from '#renderer/ui/date-field.tsx';
import { EntryForm } from '#renderer/ui/entry-form.tsx';
import { parseTypedDate } from '#renderer/ui/typed-date.ts';
import { useFormat } from '#renderer/ui/use-format.ts';
import { useProblemText } from '#renderer/ui/use-problem-text.ts';
import type { Task } from '#shared/model/task.ts';
import { useFile } from './file-context.tsx';
import styles from './task.module.css';
import { useTaskEdits } from './use-task-edits.ts';

/** The day a task is due, and a small form behind it that moves it. */
export function TaskDue({ task }: { task: Task }) {
  const { t } = useTranslation('customers');
  const format = useFormat();
  const [open, setOpen] = useState(false);
  const buttonRef = useRef<HTMLButtonElement>(null);
  const { text, tone } = format.due(task.dueOn);
  const close = () => {
    setOpen(false);
    buttonRef.current?.focus();
  };
  return (
    <Popover opened={open} onChange={setOpen} position="bottom-end" shadow="md" closeOnEscape={false}>
      <Popover.Target>
        <UnstyledButton
          ref={buttonRef}
          className={styles.due}
          data-tone={tone}
          title={t('task.reschedule')}
          onClick={() => setOpen(!open)}
        >
          <time dateTime={task.dueOn}>{format.shortDate(task.dueOn)}</time>
          <span>{text}</span>
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown p={0}>{open && <RescheduleForm task={task} onClose={close} />}</Popover.Dropdown>
    </Popover>
  );
}

function RescheduleForm({ task, onClose }: { task: Task; onClose: () => void }) {
  const { t } = useTranslation('customers');
  const { today } = useFile();
  const { reschedule } = useTaskEdits();
  const problemText = useProblemText();
  const [typed, setTyped] = useState(task.dueOn);
  const [wrong, setWrong] = useState(false);
  const onSubmit = async () => {
    const dueOn = parseTypedDate(typed, today);
    setWrong(dueOn === null);
    if (dueOn === null || (dueOn !== task.dueOn && !(await reschedule(task, dueOn)))) return false;
    onClose();
    return true;
  };
  return (
    <EntryForm
      label={t('task.reschedule')}
      dirty={false}
      submitLabel={t('profile.save')}
      focusKey={1}
      enterSaves
      onSubmit={onSubmit}
      onClose={onClose}
    >
      <DateField
        autoFocus
        label={t('task.rescheduleTo', { title: task.title })}
        hint={t('date.hint')}
        calendarLabel={t('date.open', { label: t('task.due') })}
        value={typed}
        onChange={setTyped}
        error={wrong ? problemText({ code: 'date' }) : undefined}
      />
    </EntryForm>
  );
}
