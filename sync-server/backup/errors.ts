/** Why a backup could not be taken, checked or put back. */
export type BackupErrorCode =
  | 'database_unreachable'
  | 'not_allowed'
  | 'standby'
  | 'tablespaces'
  | 'wrong_folder'
  | 'archiving_off'
  | 'archive_unreadable'
  | 'archive_incomplete'
  | 'source_unreadable'
  | 'target_exists'
  | 'target_not_empty'
  | 'target_unwritable'
  | 'backup_missing'
  | 'backup_damaged'
  | 'moment_too_early'
  | 'moment_too_late'
  | 'recovery_failed'
  | 'interrupted';

/** The message is a sentence for the person at the terminal: what is wrong and what to do next. */
export class BackupError extends Error {
  readonly code: BackupErrorCode;
  constructor(code: BackupErrorCode, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'BackupError';
    this.code = code;
  }
}
