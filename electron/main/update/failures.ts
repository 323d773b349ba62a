import { UpdateFailed, UpdateRefused } from './refused.ts';

/** What an error of electron-updater is to the user and to IT; texts of errors hold addresses and paths. */
export function failureOf(error: unknown, version?: string): UpdateRefused | UpdateFailed {
  if (error instanceof UpdateRefused) {
    return error.version === undefined ? new UpdateRefused(error.reason, version) : error;
  }
  if (error instanceof UpdateFailed) return error;
  const code = codeOf(error);
  if (code === 'ERR_CHECKSUM_MISMATCH') return new UpdateRefused('bad_file', version);
  if (code === 'ERR_UPDATER_INVALID_SIGNATURE') return new UpdateRefused('platform_signature', version);
  if (code === 'ERR_UPDATER_INVALID_VERSION' || code === 'ERR_UPDATER_INVALID_UPDATE_INFO') {
    return new UpdateRefused('manifest_mismatch', version);
  }
  if (isDiskFull(error)) return new UpdateFailed('no_space');
  if (code === 'HTTP_ERROR_401') return new UpdateFailed('not_known');
  return new UpdateFailed(isFileFault(error) ? 'file_fault' : 'unreachable');
}

export function isDiskFull(error: unknown): boolean {
  const code = codeOf(error);
  return code === 'ENOSPC' || code === 'EDQUOT';
}

/** Codes of the system that are about the line; every other one is about this machine, and no server can help. */
const ofTheLine = new Set([
  ...[
    'ECONNREFUSED',
    'ECONNRESET',
    'ECONNABORTED',
    'ENOTCONN',
    'ETIMEDOUT',
    'EPIPE',
    'ENOTFOUND',
    'EAI_AGAIN',
  ],
  ...['EHOSTUNREACH', 'EHOSTDOWN', 'ENETUNREACH', 'ENETDOWN', 'EADDRNOTAVAIL', 'EAI_FAIL', 'EAI_NODATA'],
]);

function isFileFault(error: unknown): boolean {
  // Node's errors of the system have a number besides; Windows' `UNKNOWN` is one of them.
  const numbered = error instanceof Error && 'errno' in error && typeof error.errno === 'number';
  return numbered && !ofTheLine.has(codeOf(error) ?? '');
}

export function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}
