import type { SyncStatus } from '#renderer/replica/api/status.ts';

export type SyncTone = 'good' | 'busy' | 'warning' | 'danger' | 'quiet';

export interface SyncWords {
  tone: SyncTone;
  /** Key under `sync` in the app's texts. */
  key:
    | 'unknown'
    | 'online'
    | 'offline'
    | 'refused'
    | 'diskFull'
    | 'firstSync'
    | 'repairing'
    | 'comparing'
    | 'pushing';
}

/** The state in one word. Trouble goes before activity: somebody offline is not "sending". */
export function syncWordsOf(status: SyncStatus): SyncWords {
  if (status.connection === 'refused') return { tone: 'danger', key: 'refused' };
  if (status.connection === 'offline') return { tone: 'warning', key: 'offline' };
  if (status.error === 'storage_full') return { tone: 'danger', key: 'diskFull' };
  if (status.repair !== undefined && status.phase !== 'idle') return { tone: 'busy', key: 'repairing' };
  if (status.comparing) return { tone: 'busy', key: 'comparing' };
  if (status.phase === 'first_sync') return { tone: 'busy', key: 'firstSync' };
  if (status.connection === 'unknown') return { tone: 'quiet', key: 'unknown' };
  if (status.phase === 'pushing') return { tone: 'busy', key: 'pushing' };
  // Between two attempts too: what is not all here is not synced.
  if (!status.complete) return { tone: 'busy', key: 'firstSync' };
  return { tone: 'good', key: 'online' };
}

/** Refusals that only a new sign-in ends. */
export function needsSignIn(status: SyncStatus): boolean {
  return (
    status.connection === 'refused' &&
    (status.error === 'unauthenticated' ||
      status.error === 'not_signed_in' ||
      status.error === 'session_revoked' ||
      status.error === 'user_disabled' ||
      status.error === 'offline_window_over')
  );
}
