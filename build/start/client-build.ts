import { spawn } from 'node:child_process';
import { appendFile } from 'node:fs/promises';
import { join } from 'node:path';
import { StartProblem } from './problem.ts';

/** Builds the client in a process of its own, so that it can be ended. @throws StartProblem */
export async function buildClient(projectRoot: string, logFile: string, signal: AbortSignal): Promise<void> {
  const { code, output } = await new Promise<{ code: number | null; output: string }>((resolve, reject) => {
    const child = spawn(process.execPath, [join(projectRoot, 'build', 'build.ts')], {
      cwd: projectRoot,
      stdio: ['ignore', 'pipe', 'pipe'],
      signal,
      windowsHide: true,
    });
    let output = '';
    child.stdout.on('data', (chunk) => {
      output += chunk;
    });
    child.stderr.on('data', (chunk) => {
      output += chunk;
    });
    child.on('error', (error) => reject(signal.aborted ? signal.reason : error));
    child.on('close', (code) => resolve({ code, output }));
  });
  if (code === 0) return;
  await appendFile(logFile, output);
  throw new StartProblem(`The client could not be built. What the build said is in ${logFile}`);
}
