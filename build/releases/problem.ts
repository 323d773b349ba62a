/** What the caller can put right; the message is a sentence for them. */
export class ReleaseProblem extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'ReleaseProblem';
  }
}
