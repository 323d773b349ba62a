import { useTranslation } from 'react-i18next';
import { useFormat } from '#renderer/ui/use-format.ts';
import type { Task } from '#shared/model/task.ts';
import styles from './summary.module.css';
import { MOST } from './use-summary.ts';

export function SummaryTasks({ tasks }: { tasks: readonly Task[] }) {
  const { t } = useTranslation(['summary', 'model']);
  const format = useFormat();
  if (tasks.length === 0) return <p className={styles.quiet}>{t('summary:noTasks')}</p>;
  return (
    <>
      <ul className={styles.list}>
        {tasks.slice(0, MOST.tasks).map((task) => (
          <li key={task.id}>
            <time dateTime={task.dueOn}>{format.date(task.dueOn)}</time>
            <span>
              {task.title} <span className={styles.quiet}>{t(`model:taskKind.${task.kind}`)}</span>
            </span>
          </li>
        ))}
      </ul>
      {tasks.length > MOST.tasks && <p className={styles.quiet}>{t('summary:moreTasks')}</p>}
    </>
  );
}
