import { useEffect, useEffectEvent } from 'react';
import type { MenuCommand } from '#shared/ipc/desktop-api.ts';

type Handler = () => void;

const handlers = new Map<MenuCommand, Handler[]>();

/**
 * Registers who carries out a command. The latest to come is asked; a page goes before the frame around it, also when
 * both come at once, as after a lock.
 */
export function handleCommand(
  command: MenuCommand,
  handler: Handler,
  place: 'screen' | 'frame' = 'screen',
): () => void {
  const list = handlers.get(command) ?? [];
  handlers.set(command, place === 'screen' ? [...list, handler] : [handler, ...list]);
  return () => {
    handlers.set(
      command,
      (handlers.get(command) ?? []).filter((known) => known !== handler),
    );
  };
}

/** Runs a command, from the menu of the desktop, a shortcut or a button alike. False when nobody carries it out. */
export function runCommand(command: MenuCommand): boolean {
  const handler = handlers.get(command)?.at(-1);
  handler?.();
  return handler !== undefined;
}

/** The screen carries out `command` while it is shown, for example `add-task` on a customer's page. */
export function useCommand(
  command: MenuCommand,
  handler: Handler,
  place: 'screen' | 'frame' = 'screen',
): void {
  const run = useEffectEvent(handler);
  useEffect(() => handleCommand(command, () => run(), place), [command, place]);
}
