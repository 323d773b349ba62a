import type { z } from 'zod';
import type { IpcResult } from '#shared/ipc/desktop-api.ts';
import { isAppUrl } from './origin.ts';

/** What of an invoke event is looked at: the frame that sent it and whether it is the window's own page. */
export interface InvokeEvent {
  senderFrame: { url: string; parent: unknown } | null;
}

/** The part of `ipcMain` that is used. */
export interface InvokeRegistry {
  handle(channel: string, listener: (event: InvokeEvent, ...args: unknown[]) => Promise<IpcResult>): void;
}

/**
 * Binds `handle(channel, schema, fn)`, the one way by which a call from the page enters the main process: the sender
 * is checked, the arguments are parsed as a tuple, and whatever goes wrong inside crosses back as a code. Texts of
 * errors stay here: they hold paths.
 */
export function handlerFor(registry: InvokeRegistry, onError: (channel: string, error: unknown) => void) {
  return function handle<Args extends unknown[]>(
    channel: string,
    schema: z.ZodType<Args>,
    fn: (...args: Args) => Promise<unknown>,
  ): void {
    registry.handle(channel, async (event, ...raw) => {
      if (!isFromClient(event)) return { ok: false, code: 'forbidden' };
      const args = schema.safeParse(raw);
      if (!args.success) return { ok: false, code: 'invalid' };
      try {
        return { ok: true, value: await fn(...args.data) };
      } catch (error) {
        onError(channel, error);
        return { ok: false, code: 'unavailable' };
      }
    });
  };
}

/** The client's own page, at the top of the window: no frame inside it, and no frame that is already gone. */
export function isFromClient(event: InvokeEvent): boolean {
  return event.senderFrame !== null && event.senderFrame.parent === null && isAppUrl(event.senderFrame.url);
}
