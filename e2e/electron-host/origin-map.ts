/**
 * Chromium knows no `app://` of ours, so the stand-in serves it as a host name that only this browser resolves. Names
 * under `localhost` are secure contexts, and this one never changes: what IndexedDB holds is there after a restart.
 */
export const APP_ORIGIN = 'app://branchline';
export const PAGE_ORIGIN = 'http://branchline.localhost';

/** The address as main knows it. */
export function toApp(address: string): string {
  return swap(address, PAGE_ORIGIN, APP_ORIGIN);
}

/** The address as Chromium knows it. */
export function toPage(address: string): string {
  return swap(address, APP_ORIGIN, PAGE_ORIGIN);
}

function swap(address: string, from: string, to: string): string {
  const rest = address.slice(from.length);
  return address.startsWith(from) && (rest === '' || '/?#'.includes(rest.charAt(0))) ? to + rest : address;
}
