/**
 * Where the client lives. IndexedDB is bound to this origin: after the first release neither the scheme nor the host
 * may change, or every unsent edit on every workstation is lost (electron/electron#37702).
 */
export const APP_SCHEME = 'app';
export const APP_HOST = 'branchline';
export const APP_ORIGIN = `${APP_SCHEME}://${APP_HOST}`;

/** Privileges of the scheme, to be registered before the app is ready. CSP is not bypassed, no service workers. */
export const appSchemePrivileges = {
  standard: true,
  secure: true,
  supportFetchAPI: true,
  stream: true,
  codeCache: true,
} as const;

/**
 * True for an address of the client itself. Compared by scheme and host, not by `URL.origin`: in plain Node a custom
 * scheme has the origin `null`.
 */
export function isAppUrl(address: string): boolean {
  const url = URL.parse(address);
  return url?.protocol === `${APP_SCHEME}:` && url.host === APP_HOST && url.username === '';
}
