import type { Page } from '@playwright/test';
import type { MenuCommand } from '#shared/ipc/desktop-api.ts';

export type HostKind = 'browser' | 'desktop';

/** One device with the client on it: the same words for a browser, the desktop's stand-in and real Electron. */
export interface Host {
  readonly kind: HostKind;
  /** What really ran, for the report. */
  readonly program: string;
  readonly page: Page;
  /** A command by the host's own means: the menu where there is one, else the page's shortcut. */
  command(command: MenuCommand): Promise<void>;
  /** The machine's screen locks; only the desktop's host hears of that. */
  lockScreen(): Promise<void>;
  /** The client is kept on the device and opens without a network; it becomes so in the background. */
  settled(): Promise<void>;
  /** The process of the page is killed, as when memory runs out; resolves when the page is gone. */
  killPage(): Promise<void>;
  /** Closes the client as a user does. */
  close(): Promise<void>;
}

export interface HostOptions {
  /** The profile: the same folder again is the same device. */
  folder: string;
  serverUrl: string;
  executablePath: string;
  dist: string;
  /** More switches for Chromium. */
  args?: readonly string[];
}
