import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorState } from '#renderer/ui/error-state.tsx';
import { LoadingRows } from '#renderer/ui/loading-rows.tsx';
import { Panel } from '#renderer/ui/panel.tsx';
import type { ServerAnswer } from '#renderer/ui/use-server-answer.ts';
import styles from './inbox.module.css';

interface Props<T> {
  title: string;
  /** What the list holds, for the sentences about it while it is empty or cannot be had. */
  empty: string;
  offline: string;
  answer: ServerAnswer<{ items: T[]; more: boolean }>;
  online: boolean;
  children: (item: T) => ReactNode;
}

/** A list that only the server has: what of it is known, and what cannot be shown without the server. */
export function WaitingPanel<T>({ title, empty, offline, answer, online, children }: Props<T>) {
  const { t } = useTranslation('inbox');
  const { data, error, loading, reload } = answer;
  const unreachable = !online || error === 'offline' || error === 'unavailable';
  return (
    <Panel title={title} {...(data !== undefined && data.items.length > 0 && { count: data.items.length })}>
      {unreachable && (
        <p className={styles.note} role="status">
          {offline} {data !== undefined && data.items.length > 0 && t('waiting.asOfBefore')}
        </p>
      )}
      {!unreachable && error !== undefined && !loading && <ErrorState code={error} onRetry={reload} />}
      {loading && data === undefined && !unreachable && <LoadingRows rows={2} />}
      {data?.items.length === 0 && !unreachable && <p className={styles.note}>{empty}</p>}
      {data !== undefined && data.items.length > 0 && (
        <ul className={styles.list}>{data.items.map((item) => children(item))}</ul>
      )}
      {data?.more === true && (
        <p className={styles.note}>{t('waiting.more', { count: data.items.length })}</p>
      )}
    </Panel>
  );
}
