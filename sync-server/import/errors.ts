export type ImportErrorCode =
  | 'source_missing'
  | 'file_missing'
  | 'file_unreadable'
  | 'not_text'
  | 'file_empty'
  | 'wrong_columns'
  | 'nothing_to_import'
  | 'source_changed'
  | 'rejects_unwritable'
  | 'username_taken'
  | 'already_running'
  | 'database_unreachable'
  | 'interrupted';

/** An import that cannot be done at all. The message is for the person at the terminal and says what to do. */
export class ImportError extends Error {
  readonly code: ImportErrorCode;
  constructor(code: ImportErrorCode, message: string) {
    super(message);
    this.name = 'ImportError';
    this.code = code;
  }
}

/** One line that cannot be taken: it goes to the rejects with this reason, and the rest goes on. */
export class LineFault extends Error {
  constructor(reason: string) {
    super(reason);
    this.name = 'LineFault';
  }
}
