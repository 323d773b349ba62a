import { toApp } from './origin-map.ts';
import type { BindingCall, Page } from './playwright.ts';

type Listener = (event: unknown, ...args: unknown[]) => unknown;

/** `ipcMain` on one side, a binding of the page on the other. Values cross as copies, as they do in Electron. */
export class Ipc {
  readonly #handlers = new Map<string, Listener>();

  readonly ipcMain = {
    handle: (channel: string, listener: Listener) => {
      if (this.#handlers.has(channel))
        throw new Error(`Attempted to register a second handler for '${channel}'`);
      this.#handlers.set(channel, listener);
    },
  };

  /** A call from the page, with the frame that Chromium says it came from. */
  async invoke({ frame }: BindingCall, channel: string, ...args: unknown[]): Promise<unknown> {
    const handler = this.#handlers.get(channel);
    if (!handler) throw new Error(`No handler registered for '${channel}'`);
    const senderFrame = { url: toApp(frame.url()), parent: frame.parentFrame() };
    return structuredClone(await handler({ senderFrame }, ...structuredClone(args)));
  }

  /** Main to page. A page that is gone or still loading hears nothing, as in Electron. */
  async send(page: Page, channel: string, ...args: unknown[]): Promise<void> {
    await page
      .evaluate(([name, values]) => window.__hostEmit?.(name, values), [channel, args] as const)
      .catch(() => undefined);
  }
}

declare global {
  interface Window {
    __hostEmit?: (channel: string, args: readonly unknown[]) => void;
    __hostInvoke?: (channel: string, ...args: unknown[]) => Promise<unknown>;
  }
}
