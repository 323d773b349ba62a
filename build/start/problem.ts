/** Something that the person at the terminal can put right. The message is a sentence that says how. */
export class StartProblem extends Error {
  readonly exitCode: number;
  constructor(message: string, exitCode = 1) {
    super(message);
    this.name = 'StartProblem';
    this.exitCode = exitCode;
  }
}

/** Stopped on request: not a problem. */
export class Stopped extends Error {
  constructor() {
    super('Stopped.');
    this.name = 'Stopped';
  }
}

/** Errors of the parts below whose messages are written for this person too. */
const spoken = new Set(['StartProblem', 'EmbeddedDatabaseError', 'MigrationError', 'ServerStartError']);

/**
 * What to say about an error, and whether that explains it. An error that nobody foresaw is named in one line; its
 * stack belongs in the log.
 */
export function sentenceOf(error: unknown, dataDir: string): { sentence: string; explained: boolean } {
  if (!(error instanceof Error)) return { sentence: 'Something unexpected happened.', explained: false };
  const code = codeOf(error);
  if (code === 'ENOSPC' || code === '53100' || code === 'EDQUOT')
    return {
      sentence: `The disk is full: nothing more can be written to ${dataDir}. Free some space, or choose another disk with --data-dir, and start again.`,
      explained: true,
    };
  if (code === 'EMFILE' || code === 'ENFILE')
    return {
      sentence: 'Too many files are open on this machine. Close some programs and start again.',
      explained: true,
    };
  if (spoken.has(error.name)) return { sentence: error.message, explained: true };
  return { sentence: `Something unexpected happened: ${firstLine(error.message)}`, explained: false };
}

/** An error's code, or that of what caused it. */
function codeOf(error: Error): string | undefined {
  for (let current: unknown = error; current instanceof Error; current = current.cause) {
    if ('code' in current && typeof current.code === 'string' && /^(E[A-Z]+|[0-9A-Z]{5})$/.test(current.code))
      return current.code;
  }
  return undefined;
}

function firstLine(text: string): string {
  return (text.split('\n')[0] ?? '').slice(0, 300);
}
