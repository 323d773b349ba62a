import { APP_ORIGIN } from './origin-map.ts';

type RequestHandler = (
  contents: unknown,
  permission: string,
  callback: (granted: boolean) => void,
  details: { requestingUrl: string; isMainFrame: boolean },
) => void;
type CheckHandler = (contents: unknown, permission: string, origin: string) => boolean;

/** `session.defaultSession`: keeps main's handlers, so that they can be asked. */
export class SessionStandIn {
  spellChecker = true;
  spellCheckerLanguages = ['en-US'];
  flushed = 0;
  #request: RequestHandler = (_contents, _permission, callback) => callback(true);
  #check: CheckHandler = () => true;
  #device: () => boolean = () => true;

  setPermissionRequestHandler(handler: RequestHandler): void {
    this.#request = handler;
  }
  setPermissionCheckHandler(handler: CheckHandler): void {
    this.#check = handler;
  }
  setDevicePermissionHandler(handler: () => boolean): void {
    this.#device = handler;
  }
  setSpellCheckerEnabled(enabled: boolean): void {
    this.spellChecker = enabled;
  }

  setSpellCheckerLanguages(languages: string[]): void {
    this.spellCheckerLanguages = languages;
  }
  flushStorageData(): void {
    this.flushed++;
  }

  /** Granted only when both handlers agree, as in Electron. */
  grants(permission: string, origin: string): boolean {
    let requested = false;
    const details = { requestingUrl: `${origin}/`, isMainFrame: true };
    this.#request(
      {},
      permission,
      (granted) => {
        requested = granted;
      },
      details,
    );
    return requested && this.#check({}, permission, `${origin}/`);
  }
  grantsDevices(): boolean {
    return this.#device();
  }
}

/** Electron's names of permissions and Chromium's, for those that the stand-in can pass on. */
const names: Record<string, string> = {
  'clipboard-sanitized-write': 'clipboard-write',
  'clipboard-read': 'clipboard-read',
  notifications: 'notifications',
  geolocation: 'geolocation',
};

/** What main grants to the client, for Chromium. */
export function permissionsOf(session: SessionStandIn): string[] {
  return Object.entries(names)
    .filter(([electron]) => session.grants(electron, APP_ORIGIN))
    .map(([, chromium]) => chromium);
}
