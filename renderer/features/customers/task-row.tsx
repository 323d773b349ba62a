import { ActionIcon, Checkbox } from '@mantine/core';
import { IconPencil } from '@tabler/icons-react';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { SaveState } from '#renderer/ui/save-state.tsx';
import { useFormat } from '#renderer/ui/use-format.ts';
import { useKeptState } from '#renderer/ui/use-keep.tsx';
import type { Task } from '#shared/model/task.ts';
import { documentState } from './field-states.ts';
import { useFile } from './file-context.tsx';
import styles from './task.module.css';
import { TaskDue } from './task-due.tsx';
import { EditTaskForm } from './task-forms.tsx';
import { useTaskEdits } from './use-task-edits.ts';

/** One task. `onTick` is told before it is completed, so that the list can leave it where it stands. */
export function TaskRow({ task, onTick }: { task: Task; onTick: () => void }) {
  const { t } = useTranslation(['customers', 'model', 'agenda']);
  const format = useFormat();
  const { outbox, directory, user } = useFile();
  const edits = useTaskEdits();
  const [editing, setEditing] = useKeptState(`edit task ${task.id}`, 0);
  const editRef = useRef<HTMLButtonElement>(null);
  const done = task.status !== 'open';
  const state = documentState(outbox, task.id);
  const nameOf = (id: string) => (id === user.id ? user.name : directory.staffName(id));

  const toggle = () => {
    if (!done) onTick();
    void (done ? edits.reopen(task) : edits.complete(task));
  };

  if (editing > 0)
    return (
      <li>
        <EditTaskForm
          task={task}
          focusKey={editing}
          onClose={() => {
            setEditing(0);
            requestAnimationFrame(() => editRef.current?.focus());
          }}
        />
      </li>
    );
  const details = [
    t(`model:taskKind.${task.kind}`),
    task.time,
    task.place,
    task.repeats && t('agenda:tasks.repeats'),
    task.assigneeId === user.id ? undefined : nameOf(task.assigneeId),
    task.note,
  ];
  return (
    <li className={styles.task} data-done={done}>
      <Checkbox
        size="xs"
        checked={done}
        aria-label={t(done ? 'task.reopen' : 'task.complete', { title: task.title })}
        onChange={toggle}
      />
      <div className={styles.body}>
        <div className={styles.line}>
          {task.priority === 'high' && !done && (
            <span className={styles.high}>{t('model:taskPriority.high')}</span>
          )}
          <span className={styles.title}>{task.title}</span>
          {state !== undefined && <SaveState state={state} />}
        </div>
        <div className={styles.quiet}>{details.filter(Boolean).join(' · ')}</div>
      </div>
      {done ? (
        <span className={styles.quiet}>
          {task.completedAt === undefined
            ? t(`model:taskStatus.${task.status}`)
            : t('task.doneOn', { date: format.date(task.completedAt.slice(0, 10)) })}
        </span>
      ) : (
        <>
          <TaskDue task={task} />
          <ActionIcon
            ref={editRef}
            aria-label={t('task.edit', { title: task.title })}
            onClick={() => setEditing(1)}
          >
            <IconPencil size={14} stroke={1.6} />
          </ActionIcon>
        </>
      )}
    </li>
  );
}
