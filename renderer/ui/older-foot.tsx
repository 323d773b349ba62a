import { Button } from '@mantine/core';
import type { ReplicaErrorCode } from '#renderer/replica/api/error.ts';
import { ErrorState } from './error-state.tsx';
import styles from './older-foot.module.css';

interface Props {
  /** How many are shown, in words. */
  shown: string;
  /** What the button that asks for more says. */
  older: string;
  more: boolean;
  loading: boolean;
  error: ReplicaErrorCode | undefined;
  onOlder: () => void;
  onRetry: () => void;
}

/** The end of a table that the server gives in pieces. */
export function OlderFoot({ shown, older, more, loading, error, onOlder, onRetry }: Props) {
  return (
    <div className={styles.foot}>
      <span>{shown}</span>
      {error !== undefined && <ErrorState code={error} onRetry={onRetry} />}
      {more && error === undefined && (
        <Button variant="default" size="compact-sm" loading={loading} onClick={onOlder}>
          {older}
        </Button>
      )}
    </div>
  );
}
