import { execFile } from 'node:child_process';

export interface Ran {
  /** `null`: it could not be started, or took too long. */
  code: number | null;
  stdout: string;
}

export interface RunOptions {
  /** Instead of this program's own. */
  env?: Readonly<Record<string, string | undefined>>;
  /** Milliseconds. */
  patience?: number;
}

/** Runs one of the system's own programs, given by its whole path. Never rejects. */
export type Run = (program: string, args: readonly string[], options?: RunOptions) => Promise<Ran>;

/** Milliseconds: the first window waits for it. */
const PATIENCE = 5_000;

export const runSystemProgram: Run = (program, args, { env, patience = PATIENCE } = {}) =>
  new Promise((resolve) => {
    // No shell: nothing of a name or a value is ever interpreted. What the names of policies are made of is the same
    // in every code page that `reg` may answer in.
    execFile(
      program,
      [...args],
      {
        encoding: 'latin1',
        timeout: patience,
        windowsHide: true,
        maxBuffer: 1024 * 1024,
        ...(env && { env: { ...env } }),
      },
      (error, stdout) => {
        if (error === null) resolve({ code: 0, stdout });
        else resolve({ code: typeof error.code === 'number' ? error.code : null, stdout });
      },
    );
  });
