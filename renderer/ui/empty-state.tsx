import type { ReactNode } from 'react';
import styles from './page.module.css';

export interface EmptyStateProps {
  title: ReactNode;
  /** What to do next; never only that there is nothing. */
  description?: ReactNode;
  icon?: ReactNode;
  action?: ReactNode;
  /** `alert` reads it out at once: for failures, not for empty lists. */
  role?: 'status' | 'alert';
}

export function EmptyState({ title, description, icon, action, role = 'status' }: EmptyStateProps) {
  return (
    <div className={styles.message} role={role}>
      {icon !== undefined && (
        <div className={styles.messageIcon} aria-hidden>
          {icon}
        </div>
      )}
      <div className={styles.messageTitle}>{title}</div>
      {description !== undefined && <div className={styles.messageText}>{description}</div>}
      {action !== undefined && <div className={styles.messageActions}>{action}</div>}
    </div>
  );
}
