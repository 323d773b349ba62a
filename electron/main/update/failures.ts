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
  if (code === 'ENOSPC') return new UpdateFailed('no_space');
  if (code === 'HTTP_ERROR_401') return new UpdateFailed('not_known');
  return new UpdateFailed('unreachable');
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}
