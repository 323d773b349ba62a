import { Button, Modal } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Task } from '#shared/model/task.ts';
import styles from './agenda.module.css';
import type { Extent } from './task-series.ts';

interface Props {
  /** A task of a series; one that does not repeat needs no question. */
  task: Task | null;
  onClose: () => void;
  onClosed?: () => void;
  onPick: (task: Task, extent: Extent) => void;
}

/** Calls a task of a series off: only this one, or all that come after as well. */
export function CancelDialog({ task, onClose, onClosed, onPick }: Props) {
  const { t } = useTranslation('agenda');
  const choose = (extent: Extent) => {
    onClose();
    if (task) onPick(task, extent);
  };
  return (
    <Modal
      opened={task !== null}
      onClose={onClose}
      returnFocus={onClosed === undefined}
      {...(onClosed && { onExitTransitionEnd: onClosed })}
      size="sm"
      title={t('series.cancelTitle')}
    >
      <p className={styles.about}>{task?.title}</p>
      <div className={styles.days}>
        <Button variant="default" fullWidth data-autofocus onClick={() => choose('one')}>
          {t('series.one')}
        </Button>
        <Button variant="default" color="red" fullWidth onClick={() => choose('series')}>
          {t('series.all')}
        </Button>
      </div>
    </Modal>
  );
}
