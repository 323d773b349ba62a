import type { DesktopApi } from '#shared/ipc/desktop-api.ts';

declare global {
  /** The product's version, set by the build. */
  const __APP_VERSION__: string;

  interface Window {
    /** Put there by the desktop's preload script; absent in a plain browser. */
    readonly branchline?: DesktopApi;
  }
}
