import { ReplicaError } from '../api/error.ts';

/** The parts of the server that screens may ask with the session's token, and nothing else. */
const readable = [
  /^\/overview(\/|$)/,
  /^\/operations\//,
  /^\/parked(\/|$)/,
  /^\/change-requests(\/|$)/,
  /^\/lookup$/,
  /^\/admin\//,
  /^\/audit\//,
  /^\/auth\/second-factor(\/|$)/,
  /^\/auth\/ways$/,
  /^\/files\/[0-9a-f-]{36}\/(transactions|history)$/,
];

/** Checks a path after resolving it, so that `..` or another origin leads nowhere. */
export function onlinePath(path: string, serverUrl: string): string {
  const url = new URL(path, serverUrl);
  const own = url.origin === new URL(serverUrl).origin;
  if (!own || !readable.some((allowed) => allowed.test(url.pathname))) throw new ReplicaError('not_allowed');
  return url.pathname + url.search;
}
