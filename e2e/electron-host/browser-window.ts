import { EventEmitter } from 'node:events';
import { toPage } from './origin-map.ts';
import type { Page } from './playwright.ts';
import type { WebContents } from './web-contents.ts';

export interface WindowOptions {
  x?: number;
  y?: number;
  width?: number;
  height?: number;
  webPreferences?: { preload?: string } & Record<string, unknown>;
}

/** What a window needs of the host: a page with the preload in it. */
export interface WindowHost {
  attach(
    window: BrowserWindow,
    options: WindowOptions,
  ): { page: Promise<Page>; contents: Promise<WebContents> };
}

/** A window whose bounds are numbers and whose page is a tab of real Chromium. */
export class BrowserWindow extends EventEmitter {
  readonly options: WindowOptions;
  readonly webContents: WebContents;
  readonly page: Page;
  focused = 0;
  #bounds: { x: number; y: number; width: number; height: number };
  #maximised = false;
  #destroyed = false;

  constructor(options: WindowOptions, page: Page, contents: WebContents) {
    super();
    this.options = options;
    this.page = page;
    this.webContents = contents;
    this.#bounds = {
      x: options.x ?? 100,
      y: options.y ?? 60,
      width: options.width ?? 800,
      height: options.height ?? 600,
    };
  }

  async loadURL(address: string): Promise<void> {
    await this.page.goto(toPage(address));
    this.emit('ready-to-show');
  }
  show(): void {}
  focus(): void {
    this.focused++;
  }
  restore(): void {}
  maximize(): void {
    this.#maximised = true;
    this.emit('maximize');
  }
  unmaximize(): void {
    this.#maximised = false;
    this.emit('unmaximize');
  }
  setBounds(bounds: Partial<{ x: number; y: number; width: number; height: number }>): void {
    this.#bounds = { ...this.#bounds, ...bounds };
    this.emit('resize');
    this.emit('move');
  }
  getNormalBounds() {
    return { ...this.#bounds };
  }
  isMaximized(): boolean {
    return this.#maximised;
  }
  isMinimized(): boolean {
    return false;
  }
  isFullScreen(): boolean {
    return false;
  }
  isDestroyed(): boolean {
    return this.#destroyed;
  }

  /** The user clicks the cross. */
  async close(): Promise<void> {
    if (this.#destroyed) return;
    this.emit('close', { preventDefault: () => undefined });
    this.#destroyed = true;
    await this.page.close().catch(() => undefined);
    this.emit('closed');
  }
}
