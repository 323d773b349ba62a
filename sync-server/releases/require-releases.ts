import type { Context } from '../context.ts';
import { HttpError } from '../http/http-error.ts';
import type { ReleaseConfig } from './config.ts';

/** Where releases are kept and whose signatures count, or `unavailable` on a server that was given neither. */
export function requireReleases(context: Context): ReleaseConfig {
  if (!canTakeReleases(context.releases)) {
    throw new HttpError('unavailable', 'this server was given no folder or no key for releases');
  }
  return context.releases;
}

export function canTakeReleases(config: ReleaseConfig | undefined): config is ReleaseConfig {
  return config !== undefined && config.publicKeys.length > 0;
}
