import { EventEmitter } from 'node:events';
import { join } from 'node:path';

/** Who holds which user-data folder: the single-instance lock of the machine. */
const holders = new Map<string, App>();

export interface AppOptions {
  userData: string;
  locale: string;
  version: string;
  /** Ends the browser behind the windows. */
  onQuit: () => Promise<void>;
}

/** `app`, with Electron's order of events: before-quit, windows close, will-quit, quit. */
export class App extends EventEmitter {
  readonly isPackaged = false;
  /** Set when main calls `exit`, which asks nobody. */
  exitCode: number | null = null;
  readonly ended: Promise<void>;
  sandboxed = false;
  /** Chromium's switches that main set. */
  readonly switches: string[] = [];
  readonly commandLine = {
    appendSwitch: (name: string) => void this.switches.push(name),
    removeSwitch: (_name: string) => undefined,
  };
  readonly #options: AppOptions;
  readonly #paths: Record<string, string>;
  #name = 'Electron';
  #end: () => void = () => undefined;
  #quitting = false;
  #closeWindows: () => Promise<void> = async () => undefined;

  constructor(options: AppOptions) {
    super();
    this.#options = options;
    this.#paths = {
      userData: options.userData,
      appData: join(options.userData, '..'),
      documents: join(options.userData, 'documents'),
    };
    this.ended = new Promise((resolve) => {
      this.#end = resolve;
    });
  }

  setName(name: string): void {
    this.#name = name;
  }
  getName(): string {
    return this.#name;
  }
  getVersion(): string {
    return this.#options.version;
  }
  /** What main had the icon count last. */
  badge = 0;
  setBadgeCount(count: number): boolean {
    this.badge = count;
    return true;
  }
  getLocale(): string {
    return this.#options.locale;
  }
  getPath(name: string): string {
    const path = this.#paths[name];
    if (path === undefined) throw new Error(`Failed to get '${name}' path`);
    return path;
  }
  setPath(name: string, path: string): void {
    this.#paths[name] = path;
  }
  enableSandbox(): void {
    this.sandboxed = true;
  }
  async whenReady(): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve));
  }
  onCloseWindows(close: () => Promise<void>): void {
    this.#closeWindows = close;
  }

  requestSingleInstanceLock(): boolean {
    const holder = holders.get(this.getPath('userData'));
    if (holder) {
      holder.emit('second-instance', {}, [], '');
      return false;
    }
    holders.set(this.getPath('userData'), this);
    return true;
  }

  quit(): void {
    void this.#quit();
  }

  /** How often main asked to be started again after its end. */
  relaunched = 0;
  relaunch(_options?: { execPath?: string }): void {
    this.relaunched++;
  }

  exit(code = 0): void {
    this.exitCode = code;
    void this.#finish();
  }

  async #quit(): Promise<void> {
    if (!this.#quitting) {
      this.#quitting = true;
      this.emit('before-quit', {});
      await this.#closeWindows();
    }
    let prevented = false;
    this.emit('will-quit', {
      preventDefault: () => {
        prevented = true;
      },
    });
    if (!prevented) await this.#finish();
  }

  async #finish(): Promise<void> {
    if (holders.get(this.getPath('userData')) === this) holders.delete(this.getPath('userData'));
    await this.#options.onQuit();
    this.emit('quit', {}, this.exitCode ?? 0);
    this.#end();
  }
}
