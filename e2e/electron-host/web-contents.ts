import { EventEmitter } from 'node:events';
import type { Ipc } from './ipc.ts';
import { toApp } from './origin-map.ts';
import type { Page } from './playwright.ts';

type WindowOpenHandler = (details: { url: string }) => { action: 'allow' | 'deny' };

export class WebContents extends EventEmitter {
  readonly #page: Page;
  readonly #ipc: Ipc;
  #windowOpen: WindowOpenHandler = () => ({ action: 'allow' });

  constructor(page: Page, ipc: Ipc) {
    super();
    this.#page = page;
    this.#ipc = ipc;
    page.on('crash', () => this.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 1 }));
  }

  send(channel: string, ...args: unknown[]): void {
    void this.#ipc.send(this.#page, channel, ...args);
  }
  reload(): void {
    void this.#page.reload().catch(() => undefined);
  }
  /** As Electron prints it: by the page's own paper and margins. */
  printToPDF(options: { preferCSSPageSize?: boolean; printBackground?: boolean }): Promise<Uint8Array> {
    return this.#page.pdf(options);
  }
  setWindowOpenHandler(handler: WindowOpenHandler): void {
    this.#windowOpen = handler;
  }

  /** Whether main lets the page go to an address. */
  mayNavigate(address: string): boolean {
    let prevented = false;
    this.emit('will-navigate', {
      url: toApp(address),
      preventDefault: () => {
        prevented = true;
      },
    });
    return !prevented;
  }

  mayOpen(address: string): boolean {
    return this.#windowOpen({ url: toApp(address) }).action === 'allow';
  }
}
