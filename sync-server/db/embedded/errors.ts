/** Why the embedded database could not be started. */
export type EmbeddedErrorCode =
  | 'data_folder_unwritable'
  | 'data_folder_damaged'
  | 'data_folder_foreign'
  | 'already_running'
  | 'port_in_use'
  | 'no_system_user'
  | 'archive_unwritable'
  | 'no_binaries'
  | 'start_failed';

/** The message is a sentence for the person at the terminal: what is wrong and what to do next. */
export class EmbeddedDatabaseError extends Error {
  readonly code: EmbeddedErrorCode;
  constructor(code: EmbeddedErrorCode, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'EmbeddedDatabaseError';
    this.code = code;
  }
}
