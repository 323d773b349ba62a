import { isAppUrl } from './origin.ts';

/**
 * What the client needs of the machine. The network ones let it reach a sync server on the branch's LAN or on this
 * machine (Electron ≥ 43 blocks both otherwise); copying a phone number writes the clipboard, nothing reads it.
 */
const granted: ReadonlySet<string> = new Set([
  'clipboard-sanitized-write',
  'fullscreen',
  'local-network',
  'local-network-access',
  'loopback-network',
  'notifications',
  'persistent-storage',
]);

/** One rule for both handlers: the client's own origin, and only what is listed. */
export function mayUse(permission: string, requestingUrl: string | undefined): boolean {
  return requestingUrl !== undefined && isAppUrl(requestingUrl) && granted.has(permission);
}
