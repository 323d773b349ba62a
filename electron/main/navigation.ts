import { isAppUrl } from './origin.ts';

/** Pages may go to the client's own addresses and nowhere else, whoever asks. */
export function mayNavigate(address: string): boolean {
  return isAppUrl(address);
}

/**
 * An address that may be handed to the system's browser: https, on a host that the configuration names, without
 * credentials in it. Everything else could start another program of the workstation.
 */
export function mayOpenOutside(address: string, hosts: readonly string[]): boolean {
  const url = URL.parse(address);
  if (url?.protocol !== 'https:' || url.username !== '' || url.password !== '') return false;
  return hosts.includes(url.hostname);
}

/** What becomes of `window.open` and of links with a target: never a window, at most the system's browser. */
export function openOutside(
  address: string,
  hosts: readonly string[],
  open: (address: string) => void,
): { action: 'deny' } {
  if (mayOpenOutside(address, hosts)) open(new URL(address).href);
  return { action: 'deny' };
}
