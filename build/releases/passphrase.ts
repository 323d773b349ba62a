import type { Readable } from 'node:stream';
import { ReleaseProblem } from './problem.ts';

/**
 * From the environment, or the first line of standard input; never from the command line, which everybody on the
 * machine can read.
 */
export async function readPassphrase(
  env: Readonly<Record<string, string | undefined>>,
  stdin: Readable & { isTTY?: boolean },
): Promise<string> {
  const given = env.RELEASE_PASSPHRASE;
  if (given !== undefined) return given;
  // Typed text would be echoed to the screen.
  if (stdin.isTTY === true) {
    throw new ReleaseProblem('Pipe the passphrase in, or set RELEASE_PASSPHRASE.');
  }
  let text = '';
  for await (const chunk of stdin) {
    text += String(chunk);
    if (text.includes('\n')) break;
  }
  return text.split(/\r?\n/, 1)[0] ?? '';
}
