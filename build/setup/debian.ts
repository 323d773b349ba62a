import { access, readFile } from 'node:fs/promises';
import { run } from './run.ts';

/** Which system's apt this user may use; `null` when there is none, or without the right to. */
export async function aptOfRoot(): Promise<'debian' | 'other' | null> {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return null;
  const hasApt = await access('/usr/bin/apt-get').then(
    () => true,
    () => false,
  );
  if (!hasApt) return null;
  const release = await readFile('/etc/os-release', 'utf8').catch(() => '');
  return /^ID=("?)debian\1$/m.test(release) ? 'debian' : 'other';
}

/** Installs packages without a question. What went wrong is shown, and left to the caller to notice. */
export async function aptInstall(packages: string[]): Promise<void> {
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  // A machine without a way out says so soon.
  const options = ['-q', '-o', 'Acquire::http::Timeout=30', '-o', 'Acquire::Retries=1'];
  const update = await run('apt-get', ['update', ...options], env);
  if (update.code !== 0) console.error(update.output);
  const install = await run(
    'apt-get',
    ['install', '-y', ...options, '--no-install-recommends', ...packages],
    env,
  );
  if (install.code !== 0) console.error(install.output);
}
