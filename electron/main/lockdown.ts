import type { Session, WebContents } from 'electron';
import { mayNavigate, openOutside } from './navigation.ts';
import { mayUse } from './permissions.ts';

/** Locks every page that will ever exist in this process, before it exists. */
export function lockContents(
  contents: WebContents,
  externalHosts: () => readonly string[],
  openExternal: (address: string) => void,
): void {
  const stay = (event: { preventDefault: () => void; url: string }) => {
    if (!mayNavigate(event.url)) event.preventDefault();
  };
  contents.on('will-navigate', stay);
  contents.on('will-frame-navigate', stay);
  contents.on('will-redirect', stay);
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(({ url }) => openOutside(url, externalHosts(), openExternal));
}

/** Both permission handlers, and devices: what is not granted by name is denied. Screen capture has no handler. */
export function lockSession(session: Session): void {
  session.setPermissionRequestHandler((_contents, permission, callback, details) =>
    callback(mayUse(permission, details.requestingUrl)),
  );
  session.setPermissionCheckHandler((_contents, permission, requestingOrigin) =>
    mayUse(permission, requestingOrigin),
  );
  session.setDevicePermissionHandler(() => false);
  // Without a language there is no dictionary to fetch either: the first is chosen by the system's before we are asked.
  session.setSpellCheckerEnabled(false);
  session.setSpellCheckerLanguages([]);
}
