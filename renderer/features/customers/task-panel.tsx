import { Button } from '@mantine/core';
import { IconSquarePlus } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Stored } from '#renderer/replica/api/documents.ts';
import { Panel } from '#renderer/ui/panel.tsx';
import type { Task } from '#shared/model/task.ts';
import styles from './task.module.css';
import { sectionsOf } from './task-draft.ts';
import { NewTaskForm } from './task-forms.tsx';
import { TaskRow } from './task-row.tsx';

export interface TaskPanelProps {
  tasks: readonly Stored<Task>[];
  /** 0 while the form is closed; a new number opens it and takes the focus there. */
  formKey: number;
  onOpen: () => void;
  onClose: () => void;
}

export function TaskPanel({ tasks, formKey, onOpen, onClose }: TaskPanelProps) {
  const { t } = useTranslation('customers');
  const [withDone, setWithDone] = useState(false);
  // Ticked off on this visit: it stays in its place, so that the same key takes it back.
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set());
  const { open, closed } = sectionsOf(
    tasks.map((task) => (ticked.has(task.id) ? { ...task, status: 'open' as const } : task)),
  );
  const byId = new Map(tasks.map((task) => [task.id, task]));
  const adding = formKey > 0;
  const addRef = useRef<HTMLButtonElement>(null);
  const wasAdding = useRef(adding);
  useEffect(() => {
    if (wasAdding.current && !adding) addRef.current?.focus();
    wasAdding.current = adding;
  }, [adding]);
  const row = ({ id }: Task) => {
    const task = byId.get(id);
    return task && <TaskRow key={id} task={task} onTick={() => setTicked(new Set([...ticked, id]))} />;
  };

  return (
    <Panel
      title={t('task.title')}
      count={open.filter((task) => byId.get(task.id)?.status === 'open').length}
      actions={
        !adding && (
          <Button
            ref={addRef}
            size="compact-xs"
            variant="subtle"
            leftSection={<IconSquarePlus size={14} stroke={1.7} />}
            onClick={onOpen}
          >
            {t('task.add')}
          </Button>
        )
      }
    >
      {adding && <NewTaskForm focusKey={formKey} onClose={onClose} />}
      {open.length === 0 && !adding && <p className={styles.none}>{t('task.none')}</p>}
      <ul className={styles.tasks}>{open.map(row)}</ul>
      {closed.length > 0 && (
        <Button
          variant="subtle"
          color="gray"
          className={styles.more}
          aria-expanded={withDone}
          onClick={() => setWithDone(!withDone)}
        >
          {withDone ? t('task.hideDone') : t('task.showDone', { count: closed.length })}
        </Button>
      )}
      {withDone && <ul className={styles.tasks}>{closed.map(row)}</ul>}
    </Panel>
  );
}
