import { BackupError } from './errors.ts';

/** How far to recover: to the backup itself, to a moment after it, or to the end of the archive. */
export type RestoreTarget =
  | { readonly kind: 'backup' }
  | { readonly kind: 'moment'; readonly at: Date }
  | { readonly kind: 'latest' };

/**
 * The lines of `postgresql.auto.conf` that recovery goes by. PostgreSQL hands the command to a shell, so a folder with
 * characters that mean something to one is refused, not quoted.
 */
export function recoverySettings(
  archive: string,
  target: RestoreTarget,
  platform: NodeJS.Platform = process.platform,
): string {
  const windows = platform === 'win32';
  if (/["'`$%\n\r]/.test(archive) || (!windows && archive.includes('\\'))) {
    throw new BackupError(
      'archive_unreadable',
      'The path of the WAL archive holds a quote or another character that a shell would take for its own.',
    );
  }
  // A backslash in the file's own strings is written twice.
  const command = windows
    ? `copy "${archive.replaceAll('\\', '\\\\')}\\\\%f" "%p"`
    : `cp "${archive}/%f" "%p"`;
  const lines = [`restore_command = '${command}'`, "recovery_target_action = 'promote'"];
  if (target.kind === 'backup') lines.push("recovery_target = 'immediate'");
  // Settings are read before zones have names: PostgreSQL would refuse the letter Z.
  if (target.kind === 'moment') {
    lines.push(`recovery_target_time = '${target.at.toISOString().replace('Z', '+00')}'`);
  }
  return `${lines.join('\n')}\n`;
}
