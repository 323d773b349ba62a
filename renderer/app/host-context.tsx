import { createContext, type ReactNode, use } from 'react';
import type { DesktopApi, HostInfo, MenuCommand } from '#shared/ipc/desktop-api.ts';
import { shortcuts } from './shortcuts.ts';

interface Host {
  desktop: DesktopApi;
  info: HostInfo;
}

const HostContext = createContext<Host | null>(null);

export function HostProvider({ children, ...host }: Host & { children: ReactNode }) {
  return <HostContext value={host}>{children}</HostContext>;
}

/** The machine and what it said of itself at the start. */
export function useHost(): Host {
  const host = use(HostContext);
  if (!host) throw new Error('useHost outside HostProvider');
  return host;
}

/** The keys of a command on this host, for hints. */
export function useShortcutOf(command: MenuCommand): string {
  return shortcuts[command][useHost().info.host];
}
