/** Why the program cannot start: a closed list with a sentence for each in both languages. */
export type StartProblemCode = 'no_server' | 'bad_server' | 'not_built' | 'start_failed';

export class StartProblem extends Error {
  readonly code: StartProblemCode;
  /** The file that the sentence is about. */
  readonly detail: string;

  constructor(code: StartProblemCode, detail: string) {
    super(code);
    this.name = 'StartProblem';
    this.code = code;
    this.detail = detail;
  }
}
